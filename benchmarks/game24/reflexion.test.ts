import { describe, expect, it } from 'vitest';
import { createReflexion } from '../../planners/reflexion.ts';
import { rewardFunction } from '../../src/reward/reward-function.ts';
import { plan } from '../../src/search/plan.ts';
import { game24 } from './index.ts';
import { createPuzzle } from './puzzle.ts';

describe('reflexion on Game of 24', () => {
  it.each(Object.entries(game24.policies))(
    'makes other trials with the policy %s, at temperature 0, by memory alone',
    async (_, { create }) => {
      const result = await plan(createReflexion({ trials: 4 }), {
        benchmark: game24,
        task: createPuzzle([4, 5, 6, 10]),
        policy: create(),
        reward: rewardFunction(() => 0),
      });
      const walks = result.candidates.map(({ trajectory }) =>
        trajectory.steps.map(({ action }) => action).join('\n'),
      );
      expect(new Set(walks).size).toBe(4);
    },
  );
});
