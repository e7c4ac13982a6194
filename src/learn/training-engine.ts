import type { NetworkShape } from './network-shape.ts';
import type { PairBatch } from './pair-batch.ts';
import type { TrainingOptions } from './training-options.ts';

/** One of several networks that see the same batch. */
export interface HeadStep {
  /** Its place among the networks of the engine. */
  readonly head: number;
  /** How often each pair of the batch counts for it, `[n]`. */
  readonly multiplicities: Float64Array;
}

/** Holds networks of one shape with the state of their optimisers, and changes them step by step. */
export interface TrainingEngine {
  /**
   * One step of each of these networks: the scores of the batch, `pairLoss`, its gradients, no
   * longer than `gradientNorm`, and AdamW. Returns the loss of each before the step.
   */
  step(batch: PairBatch, heads: readonly HeadStep[], learningRate: number): Promise<number[]>;
  /** A copy, in the order of `layoutOf(shape)`. */
  parameters(head: number): Promise<Float64Array>;
  /** Frees what it holds. May be called more than once. */
  close(): Promise<void>;
}

export interface EngineStart {
  readonly shape: NetworkShape;
  /** The parameters to start from, for each network; not changed. */
  readonly initial: readonly Float64Array[];
  readonly options: Pick<TrainingOptions, 'weightDecay' | 'gradientNorm' | 'centring' | 'anchor'>;
}
