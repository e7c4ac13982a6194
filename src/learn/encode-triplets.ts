import type { Encoder } from '../core/encoder.ts';
import { isTriplet, rankedSides, type Preference, type RewardRow } from '../core/preference.ts';
import type { Triplet } from '../core/triplet.ts';
import type { EncodedPair } from './encoded-pair.ts';
import { PairTable } from './pair-table.ts';

/**
 * How much better than a negative that misses everything a positive should score at least, in units
 * of raw reward (log-odds). So what misses less scores more, also where nothing fulfils the intent.
 * Chosen on WebShop's training products among 0, 3 and 6.
 */
const LARGEST_MARGIN = 6;

/** All of a pair but its features. */
type PairFacts = Omit<EncodedPair, 'positive' | 'negative'>;

/** Turns triplets and preferences into pairs to learn from; the better side is the positive. */
export async function encodeTriplets(
  rows: AsyncIterable<RewardRow>,
  encoder: Encoder,
): Promise<PairTable> {
  const pairs = new PairTable(encoder.featureNames);
  const width = encoder.featureNames.length;
  const positive = new Float64Array(width);
  const negative = new Float64Array(width);
  for await (const row of rows) {
    const { better, worse } = rankedSides(row);
    await encoder.prepare?.([better, worse]);
    encoder.encode(better, positive);
    encoder.encode(worse, negative);
    pairs.add({ positive, negative, ...(isTriplet(row) ? ofTriplet(row) : ofPreference(row)) });
  }
  return pairs;
}

/**
 * A negative that was executed and checked is surely the worse one and surely a failure; one of
 * lesser confidence is so in that measure: the preference goes from 0.5 (nobody knows) to 1, and the
 * failure counts by its confidence.
 */
function ofTriplet(triplet: Triplet): PairFacts {
  const { confidence, distance = 0, stage, negativeKind, group } = triplet;
  return {
    preference: rankedSides(triplet).preference,
    margin: LARGEST_MARGIN * distance,
    positiveTarget: 1,
    negativeTarget: 0,
    negativeWeight: confidence,
    stage,
    negativeKind,
    group,
  };
}

/** Whether either side succeeds is not known, so neither counts in the success anchor. */
function ofPreference(row: Preference): PairFacts {
  const { source, stage, group } = row;
  return {
    preference: rankedSides(row).preference,
    positiveTarget: 0.5,
    negativeTarget: 0.5,
    positiveWeight: 0,
    negativeWeight: 0,
    stage,
    negativeKind: `judged by ${source}`,
    group,
  };
}
