import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { replay } from '../../src/search/replay.ts';
import { collect } from '../../src/synthesis/collect.ts';
import { emptyReport, synthesize } from '../../src/synthesis/synthesize.ts';
import type { Hindsight } from '../../src/core/hindsight.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import type { Triplet } from '../../src/core/triplet.ts';
import { describeEnvironment } from '../../src/testing/describe-environment.ts';
import { describePolicy } from '../../src/testing/describe-policy.ts';
import { goldActions } from './testing/gold-actions.ts';
import { laboratory } from './laboratory.ts';
import type { LabTask } from './task.ts';
import { splitOf } from './tasks.ts';

const set = await laboratory.load({});
const task = set.find('boil/3')!;
const winning = goldActions(task);
const losing = ['focus on bench', 'finish'];

describeEnvironment({ benchmark: laboratory, task, winning, losing });

describePolicy({
  name: 'student',
  create: () => laboratory.policies['student']!.create(),
  intent: task.intent,
  observation: await laboratory.openEnvironment(task, { seed: 1 }).reset(),
});

describe('the tasks of the laboratory', () => {
  it('come in six topics, nineteen families and forty laboratories', () => {
    expect(set.tasks).toHaveLength(19 * 40);
    expect(new Set(set.tasks.map(({ id }) => id)).size).toBe(set.tasks.length);
  });

  it('are split by laboratory, so that no training task shares its world with a test task', () => {
    const roomsOf = (split: string) =>
      new Set(set.splits[split]!.map((index) => set.tasks[index]!.laboratory));
    const [train, dev, test] = ['train', 'dev', 'test'].map(roomsOf) as [
      Set<number>,
      Set<number>,
      Set<number>,
    ];
    expect([train.size, dev.size, test.size]).toEqual([20, 10, 10]);
    expect(new Set([...train, ...dev, ...test]).size).toBe(40);
    for (const one of set.tasks) {
      const isTest = splitOf(one.laboratory) === 'test';
      expect(laboratory.isTestGroup(laboratory.groupOf(one))).toBe(isTest);
    }
  });

  it('can be named by family and variation, as ScienceWorld names them', () => {
    expect(set.fromGoal({ task: 'boil', variation: 3 })).toEqual(task);
    expect(() => set.fromGoal({ task: 'boil', variation: 40 })).toThrow('from 0 to 39');
    expect(() => set.fromGoal({ task: 'bake', variation: 0 })).toThrow('goal');
  });
});

describe('the original laboratory', () => {
  it('shows the score beside every page, as a whole number that ends at 100', async () => {
    const open = laboratory.openOriginal!.bind(laboratory);
    const { results } = await replay({ name: 'laboratory', openEnvironment: open }, task, winning);
    const scores = results.map(({ observation }) => (observation as { score?: number }).score!);
    expect(scores.every(Number.isInteger)).toBe(true);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(scores.at(-1)).toBe(100);
  });

  it('shows -100 from a wrong focus on, whatever follows', async () => {
    const open = laboratory.openOriginal!.bind(laboratory);
    const actions = ['focus on bench', ...winning];
    const { results } = await replay({ name: 'laboratory', openEnvironment: open }, task, actions);
    for (const { observation } of results) expect(observation).toMatchObject({ score: -100 });
  });
});

describe('synthesis in the laboratory', async () => {
  const train = set.splits['train']!.filter((index) => index % 40 < 2);
  const walks: Trajectory[] = [];
  const explored = collect({
    benchmark: laboratory,
    tasks: train.map((index) => set.tasks[index]!),
    policy: laboratory.policies['student']!.create(),
    count: 190,
    temperature: 1,
    concurrency: 1,
    rng: createRng(5),
    clock: () => 0,
  });
  for await (const walk of explored) walks.push(walk);
  const blind = {
    ...laboratory,
    grade: () => {
      throw new Error('The true score was asked');
    },
  };
  const taskOf = (walk: Trajectory) => set.find(walk.taskId);

  async function make(hindsight: Hindsight<LabTask>, from: readonly Trajectory[]) {
    const rows: Triplet[] = [];
    const report = emptyReport();
    const options = { benchmark: blind, hindsight, walks: from, taskOf, limit: Infinity };
    for await (const row of synthesize({ ...options, rng: createRng(1), report })) rows.push(row);
    return { rows, report };
  }

  // Prefixes take most of the time: a few walks are enough for them.
  const { offTrack: _, ...ofWholes } = set.hindsight!;
  const { rows: finished, report } = await make(ofWholes, walks);
  const { rows: mixed } = await make(set.hindsight!, walks.slice(0, 24));

  it('makes rows of every kind without asking for a true score', () => {
    expect(finished.length).toBeGreaterThan(150);
    expect(Object.keys(report.negativeKinds)).toEqual(
      expect.arrayContaining(['other-walk', 'skipped-step', 'stopped-early', 'other-focus']),
    );
    expect(mixed.some(({ stage }) => stage === 'prefix')).toBe(true);
  });

  it('has positives that fulfil their intent and negatives that fail it, by the true score', async () => {
    let [wrongPositives, wrongNegatives] = [0, 0];
    for (const { intent, positive, negative } of finished) {
      const wanted = set.hindsight!.achieved(positive).find((each) => each.intent === intent)!;
      if (!(await laboratory.grade(wanted, positive)).success) wrongPositives += 1;
      if ((await laboratory.grade(wanted, negative)).success) wrongNegatives += 1;
    }
    expect(wrongPositives / finished.length).toBeLessThanOrEqual(0.01);
    expect(wrongNegatives / finished.length).toBeLessThanOrEqual(0.01);
  });

  it('says how far from its goal a negative is', () => {
    for (const { distance } of finished) {
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThanOrEqual(1);
    }
  });

  it('encodes every trajectory in finite numbers', () => {
    const out = new Float64Array(laboratory.encoder.featureNames.length);
    for (const { positive, negative } of [...finished, ...mixed]) {
      for (const trajectory of [positive, negative]) {
        laboratory.encoder.encode(trajectory, out.fill(0));
        expect(out.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
