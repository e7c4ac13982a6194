import type { Awaitable } from '../core/awaitable.ts';
import { RewardError } from '../core/errors.ts';
import type { RewardModel } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';

export interface RewardFunctionOptions {
  /** Names the reward in reports; `custom` if absent. */
  readonly name?: string;
  /** Raise it when the function changes: caches and reports go by it. `1` if absent. */
  readonly version?: string;
}

/**
 * Makes a reward of any function that gives better trajectories larger numbers. `value` is the
 * logistic function of the number, so 0 means even odds of success.
 */
export function rewardFunction(
  score: (trajectory: Trajectory) => Awaitable<number>,
  options: RewardFunctionOptions = {},
): RewardModel {
  const { name = 'custom', version = '1' } = options;
  return {
    name,
    version,
    sees: { text: true, images: true },
    score: async (trajectories) => {
      const raws = await Promise.all(trajectories.map(score));
      return raws.map((raw, index) => {
        if (Number.isFinite(raw)) return { raw, value: 1 / (1 + Math.exp(-raw)) };
        const problem = `it gave ${raw} for trajectory "${trajectories[index]!.id}"`;
        throw new RewardError({ reward: name, problem });
      });
    },
  };
}
