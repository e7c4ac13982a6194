import { Worker } from 'node:worker_threads';
import { describeCause, RewardError } from '../core/errors.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './onnx-messages.ts';

const WORKER = new URL('./onnx-worker.mjs', import.meta.url);

export interface OnnxSessionOptions extends WorkerStart {
  /** The reward model's name, for errors. */
  readonly name: string;
  /** The code of the worker; another one only in tests. */
  readonly worker?: URL | undefined;
}

interface Waiting {
  readonly resolve: (scores: Float32Array) => void;
  readonly reject: (error: RewardError) => void;
}

/**
 * An ONNX model in a worker thread. Batches are answered in the order in which they were asked.
 * The process stays alive while one is under way, and not for an idle session that nobody closed.
 */
export class OnnxSession {
  readonly #name: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Set once no further answer can come. */
  #ended: RewardError | undefined;
  #nextId = 0;
  #closing: Promise<void> | undefined;

  private constructor(name: string, worker: Worker) {
    this.#name = name;
    this.#worker = worker;
    worker.on('message', (message: WorkerReply) => {
      this.#receive(message);
    });
    worker.on('error', (cause) => {
      this.#end(`its worker crashed (${describeCause(cause)}). Open the model again`, cause);
    });
    worker.on('exit', (code) => {
      this.#end(`its worker ended with exit code ${code}. Open the model again`);
    });
    // Last: listening for messages keeps the process alive.
    worker.unref();
  }

  /** Throws `RewardError` when onnxruntime-node is missing or refuses the model. */
  static async open(options: OnnxSessionOptions): Promise<OnnxSession> {
    const { name, worker: code = WORKER, ...workerData } = options;
    // Loaders and inspectors of the main thread are of no use to a worker in plain JavaScript.
    const worker = new Worker(code, { workerData, execArgv: [], name: `armap reward ${name}` });
    const problem = await loadingProblem(worker);
    if (problem !== undefined) {
      await worker.terminate();
      throw new RewardError({ reward: name, ...problem });
    }
    return new OnnxSession(name, worker);
  }

  /**
   * The model's output for each row. Throws `RewardError` when the model cannot compute it, or
   * the worker has died or was closed.
   *
   * @param features `[rows, width]`; handed over to the worker and empty afterwards
   */
  run(features: Float32Array<ArrayBuffer>): Promise<Float32Array> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#post({ type: 'score', id, features }, [features.buffer]);
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Answers what was asked before, then ends the worker. May be called more than once. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#ended !== undefined) return;
    this.#worker.ref();
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#post({ type: 'close' });
    await exited;
  }

  #post(request: WorkerRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(message: WorkerReply): void {
    if (message.type !== 'scores' && message.type !== 'not-scored') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0 && this.#closing === undefined) this.#worker.unref();
    if (message.type === 'scores') waiting?.resolve(message.scores);
    else waiting?.reject(this.#error(describeCause(message.cause), message.cause));
  }

  /** Of several reasons the first is the true one: a crash is followed by an exit. */
  #end(problem: string, cause?: unknown): void {
    this.#ended ??= this.#error(
      this.#closing === undefined ? problem : 'it was closed. Open the model again',
      cause,
    );
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }

  #error(problem: string, cause?: unknown): RewardError {
    return new RewardError({ reward: this.#name, problem, cause });
  }
}

/** Waits until a worker has loaded its model, or says why it did not. */
async function loadingProblem(
  worker: Worker,
): Promise<{ readonly problem: string; readonly cause?: unknown } | undefined> {
  return new Promise((resolve) => {
    worker.once('message', (message: WorkerReply) => {
      if (message.type !== 'not-loaded') {
        resolve(undefined);
        return;
      }
      const { culprit, cause } = message;
      const problem =
        culprit === 'runtime'
          ? `onnxruntime-node cannot be loaded (${describeCause(cause)}). Install it: npm install onnxruntime-node`
          : `ONNX Runtime refuses the model (${describeCause(cause)}). Train it again`;
      resolve({ problem, cause });
    });
    worker.once('error', (cause) => {
      resolve({ problem: `its worker crashed (${describeCause(cause)})`, cause });
    });
    worker.once('exit', (code) => {
      resolve({ problem: `its worker ended with exit code ${code} while loading` });
    });
  });
}
