import { parseArgs } from 'node:util';
import { initialParameters } from '../../src/learn/network-shape.ts';
import { OnnxEngine } from '../../src/learn/onnx-engine.ts';
import { gatherBatch } from '../../src/learn/pair-batch.ts';
import { PairTable } from '../../src/learn/pair-table.ts';
import { splitByGroup } from '../../src/learn/split.ts';
import { fitStandardizer } from '../../src/learn/standardizer.ts';
import { trainReward } from '../../src/learn/trainer.ts';
import type { EngineStart, TrainingEngine } from '../../src/learn/training-engine.ts';
import { DEFAULT_TRAINING } from '../../src/learn/training-options.ts';
import { TypeScriptEngine } from '../../src/learn/typescript-engine.ts';
import { createRng } from '../../src/core/rng.ts';

/**
 * Training a linear ensemble of eight heads for two epochs on 16,000 pairs of 1,536 features
 * (`ratio` compares the seconds with those of one head), and the steps per second of 64 pairs that
 * an MLP of 768 features and 256 hidden units takes in TypeScript and by the ONNX graph (`ratio`
 * compares with TypeScript). Prints JSON.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '16000' },
    features: { type: 'string', default: '1536' },
  },
});
const MLP = { kind: 'mlp', features: 768, hiddenUnits: 256 } as const;
const BATCH_PAIRS = 64;
const WARM_UP_STEPS = 5;

const [pairs, features] = [Number(values.pairs), Number(values.features)];
const table = plant(pairs, features);
const split = splitByGroup(table.groups);

const one = await secondsFor(1);
const eight = await secondsFor(8);
const slow = await stepsPerSecond((start) => Promise.resolve(new TypeScriptEngine(start)), 40);
const fast = await stepsPerSecond((start) => OnnxEngine.open(start), 400);
console.log(
  JSON.stringify(
    {
      benchmark: 'learn',
      ...{ pairs, features, epochs: 2 },
      oneHead: { seconds: one },
      eightHeads: { seconds: eight, ratio: rounded(eight / one) },
      mlp: { ...MLP, pairsPerStep: BATCH_PAIRS },
      typescript: { stepsPerSecond: rounded(slow) },
      onnx: { stepsPerSecond: rounded(fast), ratio: rounded(fast / slow) },
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

async function stepsPerSecond(
  open: (start: EngineStart) => Promise<TrainingEngine>,
  steps: number,
): Promise<number> {
  const engine = await open({
    shape: MLP,
    initial: [initialParameters(MLP, createRng(1))],
    options: DEFAULT_TRAINING,
  });
  const data = plant(4 * BATCH_PAIRS, MLP.features);
  const { standardizer } = fitStandardizer(data, [...Array(data.size).keys()]);
  const multiplicities = new Float64Array(BATCH_PAIRS).fill(1);
  let startedAt = 0;
  for (let step = -WARM_UP_STEPS; step < steps; step += 1) {
    if (step === 0) startedAt = performance.now();
    const first = (step + WARM_UP_STEPS) * BATCH_PAIRS;
    const indices = Array.from({ length: BATCH_PAIRS }, (_, place) => (first + place) % data.size);
    const batch = gatherBatch(data, indices, standardizer);
    await engine.step(batch, [{ head: 0, multiplicities }], 1e-3);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await engine.close();
  return steps / seconds;
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
