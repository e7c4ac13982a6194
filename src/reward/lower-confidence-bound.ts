import { whenReady } from '../core/awaitable.ts';
import { InputError, RewardError } from '../core/errors.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { derivedVersion } from './derived-version.ts';
import { ask, closeAll } from './parts.ts';

/**
 * `value - beta * deviation` of a reward that knows its deviation, so that a search does not chase
 * what the reward merely does not know (pessimism against over-optimised rewards: Coste et al.
 * 2023, arXiv 2310.02743).
 *
 * The bound is in the units of the reward's value and may be below 0. It is not a probability, so
 * the result is not calibrated: cutting it off at 0 would make all doubtful trajectories equal.
 *
 * Throws `InputError` when `beta` is negative or not finite. Scoring rejects with `RewardError`
 * when the reward gives no deviation, or one that is not a finite number of at least 0.
 */
export function lowerConfidenceBound(reward: RewardModel, beta: number): RewardModel {
  if (!(beta >= 0 && Number.isFinite(beta))) {
    throw new InputError({
      place: { field: 'lowerConfidenceBound' },
      problem: `beta is ${beta}`,
      remedy: 'Give a finite number of at least 0, such as 1',
    });
  }
  const name = `lower-bound(${reward.name})`;
  return {
    name,
    version: derivedVersion('lower-confidence-bound', reward.name, reward.version, beta),
    calibrated: false,
    sees: reward.sees,
    score: (trajectories, options) =>
      whenReady(ask(reward, trajectories, options), (scores) =>
        scores.map(({ value, deviation }, index) => {
          if (deviation === undefined || !(deviation >= 0 && Number.isFinite(deviation))) {
            const problem = `"${reward.name}" gives ${deviation === undefined ? 'no deviation' : `the deviation ${deviation}`} for trajectory "${trajectories[index]!.id}", and a lower confidence bound needs one`;
            throw new RewardError({ reward: name, problem });
          }
          const bound = value - beta * deviation;
          return { raw: bound, value: bound, deviation };
        }),
      ),
    close: () => closeAll([reward]),
  };
}
