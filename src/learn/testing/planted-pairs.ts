import { createRng, type Rng } from '../../core/rng.ts';
import type { EncodedPair } from '../encoded-pair.ts';
import { PairTable } from '../pair-table.ts';

export type PlantedTask = 'linear' | 'product';

/** How good a trajectory with these features is: a weighted sum, or one with products in it. */
const QUALITY: Readonly<Record<PlantedTask, (features: Float64Array) => number>> = {
  linear: (features) =>
    features.reduce((sum, value, index) => sum + (index % 2 === 0 ? value : -0.5 * value), 0),
  product: (features) => 2 * features[0]! * features[1]! + features[2]!,
};

export interface PlantedOptions {
  readonly task: PlantedTask;
  readonly pairs: number;
  readonly features: number;
  readonly seed: number;
}

/** Pairs of which the better side follows from its features, with targets to match. */
export function plantedPairs({ task, pairs, features, seed }: PlantedOptions): PairTable {
  const table = new PairTable(Array.from({ length: features }, (_, index) => `feature${index}`));
  const rng = createRng(seed);
  const quality = QUALITY[task];
  while (table.size < pairs) {
    const one = Float64Array.from({ length: features }, () => gaussian(rng));
    const other = Float64Array.from({ length: features }, () => gaussian(rng));
    const oneIsBetter = quality(one) > quality(other);
    table.add({
      ...pairOf(oneIsBetter ? one : other, oneIsBetter ? other : one),
      stage: table.size % 3 === 0 ? 'prefix' : 'finished',
      negativeKind: table.size % 2 === 0 ? 'even' : 'odd',
      group: `group ${table.size % 20}`,
    });
  }
  return table;
}

/** A pair of which only the features matter. */
export function pairOf(positive: Float64Array, negative: Float64Array): EncodedPair {
  return {
    positive,
    negative,
    preference: 1,
    positiveTarget: 1,
    negativeTarget: 0,
    stage: 'finished',
    negativeKind: 'planted',
    group: 'planted',
  };
}

/** A standard normal number (Box and Muller 1958). */
export function gaussian(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}
