import { describe, expect, it } from 'vitest';
import type { Branching } from '../src/core/environment.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { plan } from '../src/search/plan.ts';
import { createMockPolicy, createMockReward } from '../src/testing/index.ts';
import { MockShop } from '../src/testing/mock-shop.ts';
import { planners } from './catalogue.ts';

const KINDS: readonly Branching['kind'][] = ['clone', 'snapshot', 'replay'];

/** Likes tea that is about to be bought, and going on a little less than not. */
const likingTea = ({ steps }: Trajectory) =>
  (steps.some(({ action }) => action === 'buy tea') ? 1 : 0) - 0.01 * steps.length;

const cases = planners.flatMap((factory) => KINDS.map((kind) => ({ factory, kind })));

describe.each(cases)('$factory.name on an environment that branches by $kind', (each) => {
  const search = async () => {
    const shop = new MockShop({ branching: each.kind });
    const known = new Set(each.factory.options.map(({ name }) => name));
    const few = Object.entries({ simulations: 40, samples: 20, trajectories: 6 });
    const planner = each.factory.create(
      Object.fromEntries(few.filter(([name]) => known.has(name))),
    );
    const reward = createMockReward(likingTea);
    const policy = createMockPolicy();
    const result = await plan(planner, { benchmark: shop, task: shop.task, policy, reward });
    return { shop, result, planner };
  };

  it('buys nothing while it searches', async () => {
    const { shop } = await search();
    expect(shop.bought).toEqual([]);
    expect(shop.counts.closed).toBe(shop.counts.opened);
  });

  it('offers purchases as plans whose last action is pending', async () => {
    const { result, planner } = await search();
    for (const { trajectory } of result.candidates) {
      const last = trajectory.steps.at(-1)!;
      expect(trajectory.end === 'pending').toBe(last.action.startsWith('buy'));
      if (trajectory.end !== 'pending') continue;
      expect(trajectory.final).toEqual(last.observation);
      expect(trajectory.facts.actions).toBe(trajectory.steps.length);
    }
    if (planner.needsReward && planner.name !== 'reflexion') {
      expect(result.best!.trajectory.steps.map(({ action }) => action)).toEqual([
        'look at tea',
        'buy tea',
      ]);
    }
  });
});
