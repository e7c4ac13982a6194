import { whenReady } from '../core/awaitable.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { derivedVersion } from './derived-version.ts';
import { askAll, closeAll, requireCalibrated, requireParts, seenBy } from './parts.ts';

/**
 * The least value that any of these rewards gives, with that one's deviation: a trajectory must
 * please all of them. No probability that several things hold is larger, so `value` stays an upper
 * bound of it.
 *
 * Throws `InputError` without parts, and for a part that is not calibrated: the least of numbers
 * on different scales would change when one of them is shifted.
 */
export function minimumReward(rewards: readonly RewardModel[]): RewardModel {
  requireParts('minimumReward', rewards);
  requireCalibrated('minimumReward', rewards);
  return {
    name: 'minimum',
    version: derivedVersion(
      'minimum',
      rewards.map(({ name, version }) => [name, version]),
    ),
    calibrated: true,
    sees: seenBy(rewards),
    score: (trajectories, options) =>
      whenReady(askAll(rewards, trajectories, options), (answers) =>
        trajectories.map((_, index) => {
          const scores = answers.map((answer) => answer[index]!);
          const least = scores.reduce((a, b) => (b.value < a.value ? b : a));
          return { ...least, raw: least.value };
        }),
      ),
    close: () => closeAll(rewards),
  };
}
