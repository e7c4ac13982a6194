import { connect, type Socket } from 'node:net';
import { decodeAnswer, type JavaAnswer } from './wire.ts';

/** The gateway is gone: its process ended, or the connection broke. Nothing was answered. */
export class ConnectionLost extends Error {
  constructor(problem: string, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'ConnectionLost';
  }
}

interface Waiting {
  readonly resolve: (answer: JavaAnswer) => void;
  readonly reject: (cause: Error) => void;
}

const LINE_FEED = 0x0a;

/**
 * One connection to a gateway. Requests are sent at once, those of one turn together, and are answered
 * in their order. The process is kept alive only while an answer is due.
 */
export class Py4jConnection {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #pieces: Buffer[] = [];
  #lost: ConnectionLost | undefined;

  /** Over a socket that is connected. */
  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.unref();
    socket.on('data', (chunk) => {
      this.#receive(chunk);
    });
    socket.on('error', (cause) => {
      this.#lose(new ConnectionLost(`the connection broke (${cause.message})`, { cause }));
    });
    socket.on('close', () => {
      this.#lose(new ConnectionLost('the connection was closed'));
    });
  }

  /** Rejects with `ConnectionLost` when nobody listens there. */
  static open(port: number): Promise<Py4jConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      const refuse = (cause: Error) => {
        reject(new ConnectionLost(`no gateway answers on port ${port}`, { cause }));
      };
      socket.once('error', refuse);
      socket.once('connect', () => {
        socket.off('error', refuse);
        resolve(new Py4jConnection(socket));
      });
    });
  }

  /** Sends a request, as `wire.ts` writes them. Rejects with `ConnectionLost`. */
  send(request: string): Promise<JavaAnswer> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) this.#socket.ref();
      this.#waiting.push({ resolve, reject });
      this.#write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  /** What is asked for in one turn leaves in one packet. */
  #write(request: string): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      process.nextTick(() => {
        this.#socket.uncork();
      });
    }
    this.#socket.write(request, 'utf8');
  }

  #receive(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      const line = Buffer.concat([...this.#pieces, chunk.subarray(from, end)]).toString('utf8');
      this.#pieces = [];
      from = end + 1;
      this.#answer(line);
    }
    if (from < chunk.length) this.#pieces.push(chunk.subarray(from));
  }

  #answer(line: string): void {
    const first = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#socket.unref();
    try {
      const answer = decodeAnswer(line);
      if (first === undefined) throw new RangeError('an answer came that nobody asked for');
      first.resolve(answer);
      if (answer.kind === 'fatal') this.#lose(new ConnectionLost(answer.problem));
    } catch (cause) {
      const lost = new ConnectionLost('the gateway is out of step', { cause });
      first?.reject(lost);
      this.#lose(lost);
    }
  }

  #lose(lost: ConnectionLost): void {
    this.#lost ??= lost;
    this.#socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#lost);
  }
}
