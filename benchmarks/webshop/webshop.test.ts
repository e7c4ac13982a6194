import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { describeEnvironment } from '../../src/testing/describe-environment.ts';
import { describePolicy } from '../../src/testing/describe-policy.ts';
import { collect } from '../../src/synthesis/collect.ts';
import { emptyReport, synthesize } from '../../src/synthesis/synthesize.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import type { Triplet } from '../../src/core/triplet.ts';
import { scorePurchase } from './grading/score-purchase.ts';
import { readWalk } from './reading/walk.ts';
import type { ShopTask } from './task.ts';
import { webshop } from './webshop.ts';

const set = await webshop.load({});
const { catalogue } = set.tasks[0]!.settings;

/** With an option, so that there is something to miss. */
const task = set.tasks.find(({ goal }) => goal.options.length > 0)!;
const { goal } = task;
const open = [`search[${goal.name.replace(/[[\]]/g, ' ')}]`, `click[${goal.asin.toLowerCase()}]`];
const options = goal.options.flatMap((option) =>
  typeof option === 'string' ? [] : [`click[${option.value}]`],
);

describeEnvironment({
  benchmark: webshop,
  task,
  winning: [...open, ...options, 'click[buy now]'],
  losing: [...open, 'click[buy now]'],
});

describePolicy({
  name: 'shopper',
  create: () => webshop.policies['shopper']!.create(),
  intent: task.intent,
  observation: await webshop.openEnvironment(task, { seed: 1 }).reset(),
});

async function explore(tasks: readonly ShopTask[], count: number): Promise<Trajectory[]> {
  const walks: Trajectory[] = [];
  const policy = webshop.policies['shopper']!.create();
  const rng = createRng(3);
  const options = { benchmark: webshop, tasks, policy, count, temperature: 1, rng, concurrency: 1 };
  for await (const walk of collect({ ...options, clock: () => 0 })) walks.push(walk);
  return walks;
}

describe('a walk through the shop', () => {
  it('reads back from its pages as what the facts and the receipt say', async () => {
    for (const walk of await explore(set.tasks.slice(0, 40), 120)) {
      const { current, bought } = readWalk(walk.steps, walk.final.text);
      expect(bought).toBe(walk.end === 'finished');
      if (!bought) continue;
      const [, asin] = /\nasin\n(.*)\n/.exec(walk.final.text)!;
      expect(current?.asin).toBe(asin!.toLowerCase());
      const [, receipt] = /\noptions\n(.*)\n/.exec(walk.final.text)!;
      expect(Object.fromEntries(current!.chosen)).toEqual(JSON.parse(receipt!));
      expect(walk.facts['priceUsd']).toBe(catalogue.priceOf(catalogue.find(asin!)!));
    }
  });
});

describe('synthesis in the shop', async () => {
  const train = set.splits['train']!.slice(0, 300).map((index) => set.tasks[index]!);
  const walks = await explore(train, 900);
  const report = emptyReport();
  const rows: Triplet[] = [];
  const taskOf = (walk: Trajectory) => set.find(walk.taskId);
  const blind = {
    ...webshop,
    grade: () => {
      throw new Error('The true score was asked');
    },
  };
  for await (const row of synthesize({
    benchmark: blind,
    hindsight: set.hindsight!,
    walks,
    taskOf,
    limit: 2500,
    rng: createRng(1),
    report,
  })) {
    rows.push(row);
  }
  const finished = rows.filter(({ stage }) => stage === 'finished');

  /** What a trajectory is worth by the shop's reward under the intent that the positive fulfilled. */
  function worth(row: Triplet, trajectory: Trajectory): number {
    const [wanted] = set.hindsight!.achieved(row.positive);
    expect(wanted!.intent).toBe(row.intent);
    return webshopReward(wanted!, trajectory);
  }

  function webshopReward({ goal: wanted, settings }: ShopTask, trajectory: Trajectory): number {
    const { current, bought } = readWalk(trajectory.steps, trajectory.final.text);
    const product = bought ? catalogue.find(current!.asin) : undefined;
    if (product === undefined) return 0;
    const purchase = { product, price: catalogue.priceOf(product), options: current!.chosen };
    return scorePurchase(wanted, purchase, { nouns: settings.nouns }).reward;
  }

  it('makes rows of every kind without asking for a true score', () => {
    expect(finished.length).toBeGreaterThan(300);
    expect(Object.keys(report.negativeKinds)).toEqual(
      expect.arrayContaining(['other-walk', 'other-product', 'other-option', 'missing-option']),
    );
    expect(rows.some(({ stage }) => stage === 'prefix')).toBe(true);
  });

  it('has positives that fulfil their intent by the true score', () => {
    const wrong = finished.filter((row) => worth(row, row.positive) < 1);
    expect(wrong.length / finished.length).toBeLessThanOrEqual(0.01);
  });

  it('has negatives that fail it by the true score', () => {
    const wrong = finished.filter((row) => worth(row, row.negative) === 1);
    expect(wrong.length / finished.length).toBeLessThanOrEqual(0.01);
  });

  it('keeps products that serve for testing out of all rows', () => {
    for (const { group } of rows) expect(webshop.isTestGroup(group)).toBe(false);
  });
});
