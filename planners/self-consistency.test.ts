import { describe, expect, it } from 'vitest';
import type { Planner } from '../src/core/planner.ts';
import { plan } from '../src/search/plan.ts';
import {
  createMockPolicy,
  createMockReward,
  describePlanner,
  PathGame,
} from '../src/testing/index.ts';
import { createSelfConsistency, createWeightedSelfConsistency } from './self-consistency.ts';

describePlanner({ name: 'self-consistency', create: () => createSelfConsistency({ samples: 30 }) });
describePlanner({
  name: 'weighted-self-consistency',
  create: () => createWeightedSelfConsistency({ samples: 30 }),
});

/**
 * Lets a planner draw these walks, such as `abc`. The last letter is the answer, and a walk with a
 * letter that is no action comes to no end.
 */
async function vote(
  planner: Planner,
  walks: readonly string[],
  raws: Readonly<Record<string, number>> = {},
  { calibrated = true, rewardCalls = 100 } = {},
) {
  const game = new PathGame();
  const policy = createMockPolicy({
    // All first actions are asked for at once; what follows is found by them, so they must differ.
    script: ({ steps }, index) => {
      if (steps.length === 0) return String(index);
      const walk = walks[Number(steps[0]!.action)]!;
      return walk[steps.length - 1] ?? 'x';
    },
  });
  const reward = createMockReward(({ final }) => raws[final.text.replaceAll(/\W|at/g, '')] ?? 0, {
    calibrated,
  });
  const budget = { rewardCalls };
  const options = { benchmark: game, task: game.task, policy, reward, budget };
  const result = await plan(planner, options);
  const order = result.candidates.map(({ trajectory }) => Number(trajectory.id.split('/')[1]));
  return { result, order };
}

describe('self-consistency', () => {
  it('takes the answer that most rollouts give, and the first rollout that gave it', async () => {
    const planner = createSelfConsistency({ samples: 5 });
    const { order, result } = await vote(planner, ['aab', 'bbc', 'aac', 'abc', 'aaa']);
    expect(order).toEqual([1, 2, 3, 0, 4]);
    expect(result.best).toBe(result.candidates[0]);
    expect(result.ranking).toBe('voted');
  });

  it('takes the answer that was given first when votes are equal', async () => {
    const planner = createSelfConsistency({ samples: 4 });
    expect((await vote(planner, ['aab', 'bbc', 'aac', 'abb'])).order).toEqual([0, 3, 1, 2]);
  });

  it('counts no vote of a rollout that did not finish', async () => {
    const planner = createSelfConsistency({ samples: 5 });
    const { order, result } = await vote(planner, ['axx', 'aab', 'bxx', 'cxx', 'aac']);
    expect(order).toEqual([1, 4, 0, 2, 3]);
    expect(result.candidates.at(-1)?.trajectory.end).toBe('truncated');
  });

  it('asks no reward, even if there is one', async () => {
    const { result } = await vote(createSelfConsistency({ samples: 3 }), ['aab', 'abc', 'aac']);
    expect(result.spent.rewardCalls).toBe(0);
  });
});

describe('self-consistency with weighted votes', () => {
  const weighted = (samples: number) => createWeightedSelfConsistency({ samples });
  const walks = ['aab', 'bbb', 'abb', 'aac', 'bbc'];

  it('takes the answer whose rollouts have the largest sum of probabilities', async () => {
    // Three times 1/2 against 0.95 and 0.05.
    const many = await vote(weighted(5), walks, { aac: 3, bbc: -3 });
    expect(many.order).toEqual([0, 1, 2, 3, 4]);
    // Three times 0.12 against 0.95.
    const raws = { aab: -2, bbb: -2, abb: -2, aac: -3, bbc: 3 };
    const few = await vote(weighted(5), walks, raws);
    expect(few.order).toEqual([4, 3, 0, 1, 2]);
  });

  it('takes among the rollouts with that answer the one that the reward likes best', async () => {
    const { order } = await vote(weighted(3), ['aab', 'bbb', 'abc'], { bbb: 1 });
    expect(order).toEqual([1, 0, 2]);
  });

  it('decides alike when a constant is added to all scores that nobody calibrated', async () => {
    const raws = { aab: 1, bbb: 1.5, abb: 0.5, aac: 2, bbc: 1 };
    const shifted = Object.fromEntries(
      Object.entries(raws).map(([walk, raw]) => [walk, raw - 1000]),
    );
    const first = await vote(weighted(5), walks, raws, { calibrated: false });
    const second = await vote(weighted(5), walks, shifted, { calibrated: false });
    expect(second.order).toEqual(first.order);
  });

  it('counts heads when the budget leaves nothing for the reward', async () => {
    const { order, result } = await vote(
      weighted(5),
      ['aac', 'aab', 'bbb', 'abb', 'bbc'],
      { aac: 3 },
      { rewardCalls: 0 },
    );
    expect(result.stopReason).toBe('budget:rewardCalls');
    expect(order).toEqual([1, 2, 3, 0, 4]);
  });
});
