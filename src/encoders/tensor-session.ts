import { ArmapError } from '../core/errors.ts';
import type { PlainTensor } from '../onnx/onnx-messages.ts';
import { OnnxThread } from '../onnx/onnx-thread.ts';

/** An encoder could not embed. */
export class EncoderError extends ArmapError {
  readonly encoder: string;

  constructor(fields: { encoder: string; problem: string; cause?: unknown }) {
    super('encoder', `Encoder ${fields.encoder} failed: ${fields.problem}`, {
      cause: fields.cause,
    });
    this.encoder = fields.encoder;
  }
}

export type FloatTensor = Extract<PlainTensor, { type: 'float32' }>;

/** Any ONNX model in a worker thread: named tensors in, one tensor of floats out. */
export class TensorSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly #thread: OnnxThread;
  readonly #encoder: string;

  private constructor(encoder: string, thread: OnnxThread) {
    this.#encoder = encoder;
    this.#thread = thread;
    this.inputNames = thread.model.inputNames;
    this.outputNames = thread.model.outputNames;
  }

  /**
   * Throws `EncoderError` when onnxruntime-node is missing or refuses the model.
   *
   * @param file of the model; weights that it keeps in other files are found beside it
   */
  static async open(encoder: string, file: string, threads: number): Promise<TensorSession> {
    const thread = await OnnxThread.open({
      name: `armap encoder ${encoder}`,
      start: { model: file, threads },
      faults: {
        error: (problem, cause) => new EncoderError({ encoder, problem, cause }),
        whenRefused: 'Export it again',
      },
    });
    return new TensorSession(encoder, thread);
  }

  /**
   * Throws `EncoderError` when the model cannot compute it.
   *
   * @param feeds by input; handed over to the worker and empty afterwards
   */
  async run(feeds: Readonly<Record<string, PlainTensor>>, output: string): Promise<FloatTensor> {
    const transfer = Object.values(feeds).map(({ data }) => data.buffer);
    const answer = await this.#thread.ask({ type: 'run', feeds, outputs: [output] }, transfer);
    const tensor = answer.type === 'tensors' ? answer.tensors[output] : undefined;
    if (tensor?.type === 'float32') return tensor;
    throw new EncoderError({ encoder: this.#encoder, problem: `it gave no "${output}"` });
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
