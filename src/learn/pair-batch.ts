import type { ScoredBatch } from './losses.ts';
import type { PairTable } from './pair-table.ts';
import { standardize, type Standardizer } from './standardizer.ts';

/**
 * Pairs gathered from a table, standardised, with room for their scores and gradients. All
 * positives come first, then all negatives, so that one pass of the network scores both.
 */
export interface PairBatch extends ScoredBatch {
  /** How many pairs there are: n. */
  readonly count: number;
  /** `[2 n, features]` */
  readonly rows: Float64Array;
  /** `[2 n]`; `positiveScores` and `negativeScores` are its halves. */
  readonly scores: Float64Array;
  /** `[2 n]`; `positiveGradients` and `negativeGradients` are its halves. */
  readonly gradients: Float64Array;
  readonly positiveGradients: Float64Array;
  readonly negativeGradients: Float64Array;
}

/**
 * @param room where to put the rows if there is enough of it: a batch that is used up can give its
 * rows to the next one
 */
export function gatherBatch(
  pairs: PairTable,
  indices: readonly number[],
  standardizer: Standardizer,
  room: Float64Array = new Float64Array(0),
): PairBatch {
  const count = indices.length;
  const { features } = pairs;
  const size = 2 * count * pairs.featureNames.length;
  const rows = room.length < size ? new Float64Array(size) : room.subarray(0, size);
  const scores = new Float64Array(2 * count);
  const gradients = new Float64Array(2 * count);
  indices.forEach((pair, place) => {
    standardize(standardizer, features, 2 * pair, 1, rows, place);
    standardize(standardizer, features, 2 * pair + 1, 1, rows, count + place);
  });
  const column = (values: readonly number[], stride: number, offset: number) =>
    Float64Array.from(indices, (pair) => values[stride * pair + offset]!);
  return {
    count,
    rows,
    scores,
    gradients,
    positiveScores: scores.subarray(0, count),
    negativeScores: scores.subarray(count),
    positiveGradients: gradients.subarray(0, count),
    negativeGradients: gradients.subarray(count),
    multiplicities: new Float64Array(count).fill(1),
    preferences: column(pairs.preferences, 1, 0),
    margins: column(pairs.margins, 1, 0),
    positiveTargets: column(pairs.targets, 2, 0),
    negativeTargets: column(pairs.targets, 2, 1),
    positiveWeights: column(pairs.weights, 2, 0),
    negativeWeights: column(pairs.weights, 2, 1),
  };
}
