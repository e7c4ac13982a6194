import type { Encoder } from '../core/encoder.ts';
import type { Triplet } from '../core/triplet.ts';
import { PairTable } from './pair-table.ts';

/**
 * How much better than a negative that misses everything a positive should score at least, in units
 * of raw reward (log-odds). So what misses less scores more, also where nothing fulfils the intent.
 * Chosen on WebShop's training products among 0, 3 and 6.
 */
const LARGEST_MARGIN = 6;

/**
 * Turns triplets into pairs to learn from. A negative that was executed and checked is surely the
 * worse one and surely a failure; one of lesser confidence is so in that measure: the preference
 * goes from 0.5 (nobody knows) to 1, and the failure counts by its confidence.
 */
export async function encodeTriplets(
  triplets: AsyncIterable<Triplet>,
  encoder: Encoder,
): Promise<PairTable> {
  const pairs = new PairTable(encoder.featureNames);
  const width = encoder.featureNames.length;
  const positive = new Float64Array(width);
  const negative = new Float64Array(width);
  for await (const triplet of triplets) {
    await encoder.prepare?.([triplet.positive, triplet.negative]);
    encoder.encode(triplet.positive, positive);
    encoder.encode(triplet.negative, negative);
    pairs.add({
      positive,
      negative,
      preference: 0.5 + 0.5 * triplet.confidence,
      margin: LARGEST_MARGIN * (triplet.distance ?? 0),
      positiveTarget: 1,
      negativeTarget: 0,
      negativeWeight: triplet.confidence,
      stage: triplet.stage,
      negativeKind: triplet.negativeKind,
      group: triplet.group,
    });
  }
  return pairs;
}
