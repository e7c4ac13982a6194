import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** One exchange of a recorded connection: the bytes sent, and the answer without its line end. */
export interface Exchange {
  readonly send: string;
  readonly recv: string;
}

export interface ScriptedGateway {
  readonly port: number;
  /** How much of the script was played. */
  readonly played: () => number;
  /** What came that was not in the script. */
  readonly surprises: readonly string[];
  close(): void;
}

/**
 * A loopback server that answers as a recorded gateway did, as long as it is asked the same, byte for
 * byte and in the same order. Answers are cut into pieces of `pieceLength` bytes, as a network may.
 */
export async function playGateway(
  script: readonly Exchange[],
  { pieceLength = 7 }: { readonly pieceLength?: number } = {},
): Promise<ScriptedGateway> {
  let played = 0;
  const surprises: string[] = [];
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (let next = script[played]; next !== undefined; next = script[played]) {
        const expected = Buffer.from(next.send, 'utf8');
        if (received.length < expected.length) return;
        if (!received.subarray(0, expected.length).equals(expected)) break;
        received = received.subarray(expected.length);
        played += 1;
        inPieces(socket, `${next.recv}\n`, pieceLength);
      }
      if (received.length === 0) return;
      surprises.push(received.toString('utf8'));
      socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    played: () => played,
    surprises,
    close: () => server.close(),
  };
}

function inPieces(socket: Socket, text: string, length: number): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += length) socket.write(bytes.subarray(at, at + length));
}
