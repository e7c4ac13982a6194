/** Whether a pair compares finished trajectories or trajectories on their way. */
export type PairStage = 'finished' | 'prefix';

/** One comparison to learn from, as numbers. */
export interface EncodedPair {
  /** The features of the trajectory that fulfils the intent, `[features]`. */
  readonly positive: Float64Array;
  /** The features of the one that does not, `[features]`. */
  readonly negative: Float64Array;
  /** How probable it is that the positive is the better one: 1 surely, 0.5 nobody knows. */
  readonly preference: number;
  /** How much better it should score at least, in units of raw reward; 0 if absent. */
  readonly margin?: number | undefined;
  /** The probability that the trajectory succeeds (or will), as far as the data tells; 0 to 1. */
  readonly positiveTarget: number;
  readonly negativeTarget: number;
  /** How much the target counts in the success anchor; 1 if absent, 0 for an unknown target. */
  readonly positiveWeight?: number | undefined;
  readonly negativeWeight?: number | undefined;
  readonly stage: PairStage;
  /** How the negative came about; metrics are told apart by it. */
  readonly negativeKind: string;
  /** Pairs of one group stay on one side of the split. */
  readonly group: string;
}
