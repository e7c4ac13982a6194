import { RewardError } from '../core/errors.ts';
import { OnnxThread } from '../onnx/onnx-thread.ts';

export interface OnnxSessionOptions {
  /** The reward model's name, for errors. */
  readonly name: string;
  /** A serialised ONNX model. */
  readonly model: Uint8Array;
  readonly inputName: string;
  readonly outputName: string;
  /** Features in a row. */
  readonly width: number;
  /** Numbers that come out for a row; 1 if absent. */
  readonly columns?: number | undefined;
  /** The code of the worker; another one only in tests. */
  readonly worker?: URL | undefined;
}

/** A reward's ONNX model in a worker thread: rows of features in, numbers for each out. */
export class OnnxSession {
  readonly #thread: OnnxThread;

  private constructor(thread: OnnxThread) {
    this.#thread = thread;
  }

  /** Throws `RewardError` when onnxruntime-node is missing or refuses the model. */
  static async open(options: OnnxSessionOptions): Promise<OnnxSession> {
    const { name, model, worker, inputName, outputName, width, columns = 1 } = options;
    const thread = await OnnxThread.open({
      name: `armap reward ${name}`,
      start: { model, threads: 1, scoring: { inputName, outputName, width, columns } },
      faults: {
        error: (problem, cause) => new RewardError({ reward: name, problem, cause }),
        whenRefused: 'Train it again',
      },
      worker,
    });
    return new OnnxSession(thread);
  }

  /**
   * The model's output for each row. Throws `RewardError` when the model cannot compute it, or
   * the worker has died or was closed.
   *
   * @param features `[rows, width]`; handed over to the worker and empty afterwards
   * @returns `[rows, columns]`
   */
  async run(features: Float32Array<ArrayBuffer>): Promise<Float32Array> {
    const answer = await this.#thread.ask({ type: 'score', features }, [features.buffer]);
    if (answer.type !== 'scores') throw new TypeError(`The worker answered with ${answer.type}`);
    return answer.scores;
  }

  /** Answers what was asked before, then ends the worker. May be called more than once. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
