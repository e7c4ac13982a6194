import { whenReady } from '../core/awaitable.ts';
import { InputError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import { derivedVersion } from './derived-version.ts';
import { askAll, closeAll, requireParts, seenBy } from './parts.ts';

export interface WeightedReward {
  readonly reward: RewardModel;
  /** Its share in the mean, above 0; shares need not add up to 1. */
  readonly weight: number;
}

/**
 * The weighted mean of the values of several rewards (of probabilities: the linear opinion pool,
 * Stone 1961). Calibrated when all parts are; the mean of others is on the scale that the weights
 * give it.
 *
 * `deviation` is the weighted mean of the parts' deviations, where all of them know theirs: an
 * upper bound, reached when the parts err together, as judges of one trajectory tend to do.
 *
 * Throws `InputError` without parts, and for a weight that is not above 0.
 *
 * @example weightedRewards([{ reward: learned, weight: 0.8 }, { reward: polite, weight: 0.2 }])
 */
export function weightedRewards(parts: readonly WeightedReward[]): RewardModel {
  requireParts('weightedRewards', parts);
  for (const { reward, weight } of parts) {
    if (weight > 0 && Number.isFinite(weight)) continue;
    throw new InputError({
      place: { field: 'weightedRewards' },
      problem: `the weight of reward "${reward.name}" is ${weight}`,
      remedy: 'Give a finite number above 0; costs belong into the objective',
    });
  }
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const shares = parts.map(({ weight }) => weight / total);
  const rewards = parts.map(({ reward }) => reward);
  const calibrated = rewards.every((reward) => reward.calibrated);
  return {
    name: 'weighted',
    version: derivedVersion(
      'weighted',
      rewards.map(({ name, version }, index) => [name, version, shares[index]]),
    ),
    calibrated,
    sees: seenBy(rewards),
    score: (trajectories, options) =>
      whenReady(askAll(rewards, trajectories, options), (answers) =>
        trajectories.map((_, index) => {
          const score = mix(
            answers.map((scores) => scores[index]!),
            shares,
          );
          // Rounding may leave 0..1 by a hair.
          const value = calibrated ? Math.min(1, Math.max(0, score.value)) : score.value;
          return { ...score, raw: value, value };
        }),
      ),
    close: () => closeAll(rewards),
  };
}

function mix(scores: readonly Score[], shares: readonly number[]): Score {
  const mean = (read: (score: Score) => number): number =>
    scores.reduce((sum, score, part) => sum + shares[part]! * read(score), 0);
  const value = mean((score) => score.value);
  if (scores.some(({ deviation }) => deviation === undefined)) return { raw: value, value };
  return { raw: value, value, deviation: mean(({ deviation }) => deviation!) };
}
