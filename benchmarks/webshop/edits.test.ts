import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import type { Step } from '../../src/core/trajectory.ts';
import { brokenPurchases, straightPath } from './edits.ts';
import { readWalk, type Visit } from './reading/walk.ts';
import { webshop } from './webshop.ts';

const set = await webshop.load({});
const { catalogue } = set.tasks[0]!.settings;
const task = set.tasks.find(({ goal }) => goal.options.length > 1)!;

async function play(actions: readonly string[]) {
  const environment = webshop.openEnvironment(task, { seed: 1 });
  let observation = await environment.reset();
  const steps: Step[] = [];
  for (const action of actions) {
    steps.push({ observation: { text: observation.text }, action });
    ({ observation } = await environment.step(action));
  }
  return readWalk(steps, observation.text);
}

/** Bought on the way through a page of details and another product. */
async function detour(): Promise<Visit> {
  const { goal } = task;
  const [first, second] = catalogue
    .search(goal.query, 10)
    .map((position) => catalogue.at(position).asin.toLowerCase());
  const other = first === goal.asin.toLowerCase() ? second! : first!;
  const choices = goal.options.flatMap((option) =>
    typeof option === 'string' ? [] : [`click[${option.value}]`],
  );
  const search = `search[${goal.name.replace(/[[\]]/g, ' ')}]`;
  const list = await play([search]);
  const place = list.page.kind === 'results' ? list.page.items : [];
  const seen = place.find(({ asin }) => asin !== goal.asin.toLowerCase())?.asin ?? other;
  const walk = await play([
    search,
    `click[${seen}]`,
    'click[description]',
    'click[< prev]',
    'click[< prev]',
    `click[${goal.asin.toLowerCase()}]`,
    ...choices,
    'click[buy now]',
  ]);
  expect(walk.bought).toBe(true);
  return walk.current!;
}

const visit = await detour();

describe('the straight path', () => {
  it('buys the same with the same options, without the detours', async () => {
    const { actions } = straightPath(visit);
    expect(actions).toHaveLength(2 + visit.chosen.size + 1);
    const { current, bought } = await play(actions);
    expect(bought).toBe(true);
    expect(current?.asin).toBe(visit.asin);
    expect(current?.chosen).toEqual(visit.chosen);
  });
});

describe('a broken purchase', () => {
  const edits = Array.from({ length: 20 }, (_, seed) =>
    brokenPurchases(visit, catalogue, createRng(seed)),
  ).flat();
  const ofKind = (kind: string) => edits.filter((edit) => edit.kind === kind);

  it('is one of four kinds, all of which occur', () => {
    expect(new Set(edits.map(({ kind }) => kind))).toEqual(
      new Set(['other-product', 'other-option', 'missing-option', 'unfinished']),
    );
  });

  it('buys another product that was listed', async () => {
    for (const { actions } of ofKind('other-product')) {
      const { current, bought } = await play(actions);
      expect(bought).toBe(true);
      expect(current!.asin).not.toBe(visit.asin);
      expect(visit.list.items.map(({ asin }) => asin)).toContain(current!.asin);
    }
  });

  it('differs in one option that the product offers', async () => {
    for (const { actions } of ofKind('other-option')) {
      const { current } = await play(actions);
      expect(current!.asin).toBe(visit.asin);
      const changed = [...visit.chosen].filter(
        ([group, value]) => current!.chosen.get(group) !== value,
      );
      expect(changed).toHaveLength(1);
      expect(current!.chosen.size).toBe(visit.chosen.size);
    }
  });

  it('leaves one option out', async () => {
    for (const { actions } of ofKind('missing-option')) {
      const { current } = await play(actions);
      expect(current!.chosen.size).toBe(visit.chosen.size - 1);
    }
  });

  it('does not buy', async () => {
    for (const { actions } of ofKind('unfinished')) {
      expect((await play(actions)).bought).toBe(false);
    }
  });
});
