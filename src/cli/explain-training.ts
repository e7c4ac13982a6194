import type { PairTable } from '../learn/pair-table.ts';
import { scoreRows, type Scorer } from '../learn/scorer.ts';
import { explainPairs } from '../reward/explain.ts';

/** Enough to say what decides, few enough to take seconds. */
const MOST_PAIRS = 200;

const MOST_FEATURES = 15;

/** What a trained reward goes by: the features that decide most between the sides of held-out pairs. */
export async function trainingLines(
  scorer: Scorer,
  pairs: PairTable,
  heldOut: readonly number[],
): Promise<string[]> {
  const { featureNames, features } = pairs;
  const width = featureNames.length;
  const chosen = heldOut.slice(0, MOST_PAIRS);
  const row = (index: number) => features.slice(index * width, (index + 1) * width);
  const shares = await explainPairs(
    { featureNames, scoreRows: async (rows) => Float32Array.from(scoreRows(scorer, rows)) },
    chosen.map((pair) => [row(2 * pair), row(2 * pair + 1)] as const),
  );
  return [
    `  what decides between the sides of ${chosen.length} held-out pairs (raw reward for the better one, and its size):`,
    ...shares.slice(0, MOST_FEATURES).map(({ feature, mean, size }) => {
      const signed = `${mean < 0 ? '-' : '+'}${Math.abs(mean).toFixed(2)}`;
      return `    ${signed.padStart(7)} ${size.toFixed(2).padStart(6)}  ${feature}`;
    }),
  ];
}
