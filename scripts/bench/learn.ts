import { parseArgs } from 'node:util';
import { PairTable } from '../../src/learn/pair-table.ts';
import { splitByGroup } from '../../src/learn/split.ts';
import { trainReward } from '../../src/learn/trainer.ts';
import { createRng } from '../../src/core/rng.ts';

/**
 * Training a linear ensemble of eight heads for two epochs on 16,000 pairs of 1,536 features. Prints
 * JSON; `ratio` compares the seconds with those of one head.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '16000' },
    features: { type: 'string', default: '1536' },
  },
});
const [pairs, features] = [Number(values.pairs), Number(values.features)];
const table = plant(pairs, features);
const split = splitByGroup(table.groups);

const one = await secondsFor(1);
const eight = await secondsFor(8);
console.log(
  JSON.stringify(
    {
      benchmark: 'learn',
      ...{ pairs, features, epochs: 2 },
      oneHead: { seconds: one },
      eightHeads: { seconds: eight, ratio: rounded(eight / one) },
    },
    null,
    2,
  ),
);

async function secondsFor(heads: number): Promise<number> {
  const startedAt = performance.now();
  const options = { kind: 'linear', heads, epochs: 2, patience: 2 } as const;
  await trainReward({ pairs: table, split }, options, { rng: createRng(1) });
  return rounded((performance.now() - startedAt) / 1000);
}

/** Sparse rows, as hashed words give them: a tenth of the features is not 0. */
function plant(count: number, width: number): PairTable {
  const rng = createRng('pairs');
  const planted = new PairTable(Array.from({ length: width }, (_, index) => `feature ${index}`));
  const row = () => Float64Array.from({ length: width }, () => (rng.next() < 0.1 ? rng.next() : 0));
  while (planted.size < count) {
    const [positive, negative] = [row(), row()];
    positive[0] = 1;
    planted.add({
      positive,
      negative,
      preference: 1,
      positiveTarget: 1,
      negativeTarget: 0,
      stage: 'finished',
      negativeKind: 'planted',
      group: `group ${planted.size % 100}`,
    });
  }
  return planted;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
