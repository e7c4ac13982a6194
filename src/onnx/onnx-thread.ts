import { Worker } from 'node:worker_threads';
import { describeCause } from '../core/errors.ts';
import type { WorkerAnswer, WorkerReply, WorkerRequest, WorkerStart } from './onnx-messages.ts';

const WORKER = new URL('./onnx-worker.mjs', import.meta.url);

/** Why nothing came of it, and what to do, in the words of whoever uses the thread. */
export interface ThreadFaults {
  /** The error to throw for a problem. */
  readonly error: (problem: string, cause?: unknown) => Error;
  /** What to do when ONNX Runtime refuses the model, such as `Train it again`. */
  readonly whenRefused: string;
}

export interface OnnxThreadOptions {
  /** Names the thread. */
  readonly name: string;
  readonly start: WorkerStart;
  readonly faults: ThreadFaults;
  /** The code of the worker; another one only in tests. */
  readonly worker?: URL | undefined;
}

/** What the runtime knows of a loaded model. */
export interface LoadedModel {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** A request as it is posted; the thread numbers it. */
export type Unnumbered<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A worker thread that holds an ONNX model. Requests are answered in the order in which they were
 * made. The process stays alive while one is under way, and not for an idle thread that nobody
 * closed.
 */
export class OnnxThread {
  readonly model: LoadedModel;
  readonly #faults: ThreadFaults;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Set once no further answer can come. */
  #ended: Error | undefined;
  #nextId = 0;
  #closing: Promise<void> | undefined;

  private constructor(worker: Worker, model: LoadedModel, faults: ThreadFaults) {
    this.#worker = worker;
    this.#faults = faults;
    this.model = model;
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

  /** Throws when onnxruntime-node is missing or refuses the model. */
  static async open({ name, start, faults, worker: code }: OnnxThreadOptions): Promise<OnnxThread> {
    // Loaders and inspectors of the main thread are of no use to a worker in plain JavaScript.
    const worker = new Worker(code ?? WORKER, { workerData: start, execArgv: [], name });
    const loaded = await loading(worker, faults);
    if ('problem' in loaded) {
      await worker.terminate();
      throw faults.error(loaded.problem, loaded.cause);
    }
    return new OnnxThread(worker, loaded, faults);
  }

  /**
   * Throws when the model cannot compute it, or the worker has died or was closed.
   *
   * @param transfer handed over to the worker and empty afterwards
   */
  ask(request: Unnumbered<WorkerRequest>, transfer: readonly ArrayBuffer[]): Promise<WorkerAnswer> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#worker.postMessage({ ...request, id }, [...transfer]);
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
    this.#worker.postMessage({ type: 'close' } satisfies WorkerRequest);
    await exited;
  }

  #receive(message: WorkerReply): void {
    if (!('id' in message)) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0 && this.#closing === undefined) this.#worker.unref();
    if (message.type === 'failed') {
      waiting?.reject(this.#faults.error(describeCause(message.cause), message.cause));
    } else waiting?.resolve(message);
  }

  /** Of several reasons the first is the true one: a crash is followed by an exit. */
  #end(problem: string, cause?: unknown): void {
    this.#ended ??= this.#faults.error(
      this.#closing === undefined ? problem : 'it was closed. Open the model again',
      cause,
    );
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** Waits until a worker has loaded its model, or says why it did not. */
async function loading(
  worker: Worker,
  { whenRefused }: ThreadFaults,
): Promise<LoadedModel | { readonly problem: string; readonly cause?: unknown }> {
  return new Promise((resolve) => {
    worker.once('message', (message: WorkerReply) => {
      if (message.type === 'loaded') {
        resolve(message);
      } else if (message.type === 'not-loaded') {
        const { culprit, cause } = message;
        const problem =
          culprit === 'runtime'
            ? `onnxruntime-node cannot be loaded (${describeCause(cause)}). Install it: npm install onnxruntime-node`
            : `ONNX Runtime refuses the model (${describeCause(cause)}). ${whenRefused}`;
        resolve({ problem, cause });
      }
    });
    worker.once('error', (cause) => {
      resolve({ problem: `its worker crashed (${describeCause(cause)})`, cause });
    });
    worker.once('exit', (code) => {
      resolve({ problem: `its worker ended with exit code ${code} while loading` });
    });
  });
}
