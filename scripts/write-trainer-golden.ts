// Writes what Node computes of losses, calibration, metrics and splits, for the Python tests:
//   npx tsx scripts/write-trainer-golden.ts

import { writeFileSync } from 'node:fs';
import { calibrate } from '../src/learn/calibration.ts';
import { fitPlatt } from '../src/learn/platt.ts';
import { ANCHOR_WEIGHT, CENTRING_WEIGHT, pairLoss } from '../src/learn/losses.ts';
import { measureSet } from '../src/learn/metrics.ts';
import { splitByGroup } from '../src/learn/split.ts';

const wave = (count: number, step: number, shift: number) =>
  Array.from({ length: count }, (_, index) => 3 * Math.sin(step * index + shift));

const positive = wave(40, 0.7, 0.4).map((value) => Math.round((value + 0.8) * 4) / 4);
const negative = wave(40, 1.3, 2).map((value) => Math.round(value * 4) / 4);
const confidences = positive.map((_, index) => [1, 0.6, 0, 0.9][index % 4]!);
const preferences = confidences.map((confidence) => 0.5 + 0.5 * confidence);
const margins = positive.map((_, index) => (index % 3) * 1.5);

const ones = Float64Array.from(positive, () => 1);
const zeros = Float64Array.from(positive, () => 0);
const positiveGradients = new Float64Array(positive.length);
const negativeGradients = new Float64Array(positive.length);
const loss = pairLoss(
  {
    positiveScores: Float64Array.from(positive),
    negativeScores: Float64Array.from(negative),
    multiplicities: ones,
    preferences: Float64Array.from(preferences),
    margins: Float64Array.from(margins),
    positiveTargets: ones,
    negativeTargets: zeros,
    positiveWeights: ones,
    negativeWeights: Float64Array.from(confidences),
  },
  { centring: CENTRING_WEIGHT, anchor: ANCHOR_WEIGHT },
  positiveGradients,
  negativeGradients,
);

const calibration = fitPlatt([
  ...positive.map((raw) => ({ raw, target: 1, weight: 1 })),
  ...negative.map((raw, index) => ({ raw, target: 0, weight: confidences[index]! })),
]);
const metrics = measureSet(
  positive.map((raw, index) => {
    const other = negative[index]!;
    const known = confidences[index]! > 0 ? { target: 0 } : {};
    return {
      positive: { raw, value: calibrate(calibration, raw), target: 1 },
      negative: { raw: other, value: calibrate(calibration, other), ...known },
      preference: preferences[index]!,
      stage: 'finished' as const,
      negativeKind: 'other',
    };
  }),
);

const groups = Array.from({ length: 37 }, (_, index) => `task-${index % 13}`);

const content = {
  loss: {
    positive,
    negative,
    preferences,
    margins,
    negativeWeights: confidences,
    loss,
    positiveGradients: [...positiveGradients],
    negativeGradients: [...negativeGradients],
  },
  held: { positive, negative, confidences, calibration, metrics },
  split: { groups, ...splitByGroup(groups) },
};
writeFileSync(
  new URL('../trainer/tests/golden/node.json', import.meta.url),
  `${JSON.stringify(content)}\n`,
);
