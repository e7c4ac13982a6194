import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRng } from '../../src/core/rng.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { NO_USAGE } from '../../src/core/usage.ts';
import { createTextEncoder } from '../../src/encoders/words/create-text-encoder.ts';
import { PairTable } from '../../src/learn/pair-table.ts';
import { splitByGroup } from '../../src/learn/split.ts';
import { trainReward } from '../../src/learn/trainer.ts';
import { openLearnedReward } from '../../src/reward/learned-reward.ts';
import { saveTrainedReward } from '../../src/reward/save-trained-reward.ts';

/**
 * How fast a trained reward scores, and how long others of the process wait meanwhile. Trajectories
 * have 10 steps; each page has some 60 words. Prints JSON; `ratios` above 1 are better than asked.
 *
 * Usage: scoring
 */
const STEPS = 10;
const PAGE_WORDS = 60;
const COLD = 1_000;
const MANY = 10_000;
const ASKED = { coldMs: 1_000, perSecond: 20_000, stallMs: 20 };

const rng = createRng('scoring');
const clock = () => performance.now();
const VOCABULARY = Array.from({ length: 2_000 }, () => {
  const length = 3 + rng.integer(7);
  return Array.from({ length }, () => String.fromCharCode(97 + rng.integer(26))).join('');
});
const words = (count: number): string =>
  Array.from({ length: count }, () => rng.pick(VOCABULARY)).join(' ');

function walk(index: number): Trajectory {
  const id = `${index}`;
  const page = () => words(PAGE_WORDS);
  return {
    id,
    benchmark: 'none',
    taskId: id,
    intent: words(12),
    steps: Array.from({ length: STEPS }, () => ({
      observation: { text: page() },
      action: `click[${words(2)}]`,
    })),
    final: { text: page() },
    end: 'finished',
    facts: { actions: STEPS },
    usage: NO_USAGE,
  };
}

async function trainAny(folder: string): Promise<void> {
  const encoder = createTextEncoder();
  const pairs = new PairTable(encoder.featureNames);
  const encode = (trajectory: Trajectory): Float64Array => {
    const out = new Float64Array(encoder.featureNames.length);
    encoder.encode(trajectory, out);
    return out;
  };
  for (let index = 0; index < 200; index += 1) {
    pairs.add({
      positive: encode(walk(2 * index)),
      negative: encode(walk(2 * index + 1)),
      preference: 1,
      positiveTarget: 1,
      negativeTarget: 0,
      stage: 'finished',
      negativeKind: 'random',
      group: `${index}`,
    });
  }
  const split = splitByGroup(pairs.groups);
  const trained = await trainReward({ pairs, split }, { epochs: 1 }, { rng: createRng(1) });
  await saveTrainedReward(folder, trained, {
    encoder,
    encoderSpecification: 'text',
    seed: 1,
    datasetHash: '0'.repeat(64),
  });
}

const folder = await mkdtemp(join(tmpdir(), 'armap-scoring-'));
try {
  await trainAny(join(folder, 'model'));
  const reward = await openLearnedReward(join(folder, 'model'), []);
  const measure = async (trajectories: readonly Trajectory[]) => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const startedAt = clock();
    await reward.score(trajectories);
    const ms = clock() - startedAt;
    delay.disable();
    return { ms: rounded(ms), stallMs: rounded(delay.max / 1e6) };
  };
  await reward.score([walk(0)]);
  const cold = await measure(Array.from({ length: COLD }, (_, index) => walk(index)));
  const many = Array.from({ length: MANY }, (_, index) => walk(index));
  const fresh = await measure(many);
  const again = await measure(many);
  await reward.close();
  const perSecond = Math.round((MANY / again.ms) * 1000);
  const stallMs = Math.max(cold.stallMs, fresh.stallMs, again.stallMs);
  const ratios = {
    cold: rounded(ASKED.coldMs / cold.ms),
    cached: rounded(perSecond / ASKED.perSecond),
    stall: rounded(ASKED.stallMs / stallMs),
  };
  const result = { benchmark: 'scoring', steps: STEPS, cold, fresh, again, perSecond, ratios };
  console.log(JSON.stringify(result));
  if (Object.values(ratios).some((ratio) => ratio < 1)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
