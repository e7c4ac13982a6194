import { InputError } from '../core/errors.ts';
import type { PlainTensor, WorkerAnswer } from '../onnx/onnx-messages.ts';
import { OnnxThread } from '../onnx/onnx-thread.ts';
import { averageScales } from './adamw.ts';
import { layoutOf, type NetworkShape } from './network-shape.ts';
import type { PairBatch } from './pair-batch.ts';
import {
  LOSS_NAME,
  MARGINS_NAME,
  nextOf,
  parameterTensors,
  PREFERENCES_NAME,
  RATES_NAME,
  ROWS_NAME,
  SHARES_NAME,
  STATES,
  TARGETS_NAME,
  WEIGHTS_NAME,
  writeTrainGraph,
} from './train-graph.ts';
import type { EngineStart, HeadStep, TrainingEngine } from './training-engine.ts';

/** What all networks see of a batch. */
const BATCH_NAMES = [ROWS_NAME, PREFERENCES_NAME, MARGINS_NAME, TARGETS_NAME, WEIGHTS_NAME];

/**
 * Trains by `writeTrainGraph` in a worker thread, in 32 bits. Parameters and the state of AdamW
 * stay with the worker from step to step.
 */
export class OnnxEngine implements TrainingEngine {
  readonly #thread: OnnxThread;
  readonly #shape: NetworkShape;
  /** Of each network. */
  readonly #steps: number[];

  private constructor(thread: OnnxThread, { shape, initial }: EngineStart) {
    this.#thread = thread;
    this.#shape = shape;
    this.#steps = initial.map(() => 0);
  }

  /**
   * Throws `InputError` when onnxruntime-node is missing; so do the methods when a run fails.
   *
   * @param threads that one step may use; a second one gained nothing at 768 features and 256 units
   */
  static async open(start: EngineStart, threads = 1): Promise<OnnxEngine> {
    const { shape, initial, options } = start;
    const thread = await OnnxThread.open({
      name: 'armap training',
      start: { model: writeTrainGraph(shape, options), threads },
      faults: {
        error: (problem, cause) =>
          new InputError({
            place: { field: 'engine' },
            problem: `training by ONNX Runtime failed: ${problem}`,
            remedy: 'Train with the engine "typescript"',
            cause,
          }),
        whenRefused: 'Install another version of onnxruntime-node',
      },
    });
    const engine = new OnnxEngine(thread, start);
    try {
      await Promise.all(initial.map((parameters, head) => engine.#setParameters(head, parameters)));
    } catch (cause) {
      await thread.close();
      throw cause;
    }
    return engine;
  }

  async step(
    batch: PairBatch,
    heads: readonly HeadStep[],
    learningRate: number,
  ): Promise<number[]> {
    const kept = this.#keep(batchTensors(batch, this.#shape.features));
    const losses = heads.map((head) => this.#stepHead(batch.count, head, learningRate));
    await Promise.all([kept, ...losses]);
    return Promise.all(losses);
  }

  async parameters(head: number): Promise<Float64Array> {
    const parameters = new Float64Array(layoutOf(this.#shape).size);
    const tensors = parameterTensors(this.#shape);
    const names = tensors.map(({ name }) => ownName(name, head));
    const answer = await this.#thread.ask({ type: 'fetch', names }, []);
    for (const { name, block } of tensors) {
      parameters.set(floatsOf(answer, ownName(name, head)), block.start);
    }
    return parameters;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #stepHead(
    pairs: number,
    { head, multiplicities }: HeadStep,
    learningRate: number,
  ): Promise<number> {
    const step = (this.#steps[head] ?? 0) + 1;
    this.#steps[head] = step;
    const { first, second } = averageScales(step);
    const states = parameterTensors(this.#shape).flatMap(({ name }) =>
      STATES.map((state) => `${name}${state}`),
    );
    const answer = await this.#thread.ask(
      {
        type: 'run',
        feeds: {
          [SHARES_NAME]: floats(
            [pairs],
            multiplicities.map((times) => times / pairs),
          ),
          [RATES_NAME]: floats([3], [learningRate, first, second]),
        },
        outputs: [LOSS_NAME],
        kept: {
          feeds: Object.fromEntries([
            ...BATCH_NAMES.map((name) => [name, name] as const),
            ...states.map((name) => [name, ownName(name, head)] as const),
          ]),
          outputs: Object.fromEntries(states.map((name) => [nextOf(name), ownName(name, head)])),
        },
      },
      [],
    );
    return floatsOf(answer, LOSS_NAME)[0]!;
  }

  async #setParameters(head: number, parameters: Float64Array): Promise<void> {
    const entries = parameterTensors(this.#shape).flatMap(({ name, dims, block }) =>
      STATES.map((state): [string, PlainTensor] => {
        const values = parameters.subarray(block.start, block.end);
        const start = state === '' ? values : new Float64Array(values.length);
        return [ownName(`${name}${state}`, head), floats(dims, start)];
      }),
    );
    await this.#keep(Object.fromEntries(entries));
  }

  async #keep(tensors: Readonly<Record<string, PlainTensor>>): Promise<void> {
    const transfer = Object.values(tensors).map(({ data }) => data.buffer);
    await this.#thread.ask({ type: 'keep', tensors }, transfer);
  }
}

/** Under which name the worker keeps what belongs to one network. */
function ownName(name: string, head: number): string {
  return `${name} of ${head}`;
}

function batchTensors(batch: PairBatch, features: number): Record<string, PlainTensor> {
  const { count } = batch;
  const bothSides = (positive: Float64Array, negative: Float64Array) => {
    const tensor = floats([2, count], new Float64Array(2 * count));
    tensor.data.set(positive);
    tensor.data.set(negative, count);
    return tensor;
  };
  return {
    [ROWS_NAME]: floats([2 * count, features], batch.rows),
    [PREFERENCES_NAME]: floats([count], batch.preferences),
    [MARGINS_NAME]: floats([count], batch.margins),
    [TARGETS_NAME]: bothSides(batch.positiveTargets, batch.negativeTargets),
    [WEIGHTS_NAME]: bothSides(batch.positiveWeights, batch.negativeWeights),
  };
}

function floats(dims: readonly number[], values: ArrayLike<number>) {
  return { type: 'float32', data: Float32Array.from(values), dims } as const;
}

function floatsOf(answer: WorkerAnswer, name: string): Float32Array {
  const tensor = answer.type === 'tensors' ? answer.tensors[name] : undefined;
  if (tensor?.type !== 'float32') throw new TypeError(`The worker gave no "${name}"`);
  return tensor.data;
}
