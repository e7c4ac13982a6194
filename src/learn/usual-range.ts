import type { PairTable } from './pair-table.ts';
import type { Standardizer } from './standardizer.ts';

/** What trajectories usually look like to a model: those farther away than the threshold do not. */
export interface UsualRange {
  /** Of each feature, over the training rows. */
  readonly mean: readonly number[];
  readonly inverseDeviation: readonly number[];
  /** Of the distance that `distancesFrom` gives. */
  readonly threshold: number;
}

/** This share of held-out rows counts as usual. */
const USUAL_SHARE = 0.999;

/**
 * Learns what is usual from rows that were not trained on: the threshold is the 99.9 % quantile of
 * their distances. With fewer than a thousand held-out rows that is the farthest of them.
 */
export function fitUsualRange(
  { mean, inverseDeviation }: Standardizer,
  { features, featureNames }: PairTable,
  heldOut: readonly number[],
): UsualRange {
  const size = 2 * featureNames.length;
  const centre = { mean: [...mean], inverseDeviation: [...inverseDeviation] };
  const distances = heldOut.flatMap((pair) =>
    distancesFrom(centre, features.subarray(pair * size, (pair + 1) * size)),
  );
  distances.sort((a, b) => a - b);
  const place = Math.min(distances.length - 1, Math.ceil(USUAL_SHARE * distances.length) - 1);
  return { ...centre, threshold: distances[place] ?? 0 };
}

/**
 * Mahalanobis' distance of each row from the training rows, with features taken as independent: the
 * root mean square of the standardised features. A feature that never varied in training counts as
 * it is, in its own unit.
 *
 * @param rows `[rows, features]`
 */
export function distancesFrom(
  { mean, inverseDeviation }: Pick<UsualRange, 'mean' | 'inverseDeviation'>,
  rows: Float32Array,
): number[] {
  const width = mean.length;
  return Array.from({ length: rows.length / width }, (_, row) => {
    let squares = 0;
    for (let feature = 0; feature < width; feature += 1) {
      const value = rows[row * width + feature]!;
      squares += ((value - mean[feature]!) * inverseDeviation[feature]!) ** 2;
    }
    return Math.sqrt(squares / width);
  });
}
