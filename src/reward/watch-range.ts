import { whenReady } from '../core/awaitable.ts';
import { describeCause, RewardError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import { ask } from './parts.ts';

/** So many equal scores are hardly a chance. */
const ENOUGH = 20;

/**
 * The same reward, watched: `warn` is told once when its first 20 scores are all equal (such a
 * reward ranks nothing), and once when it fails or gives a number that is not finite, since an
 * evaluation counts such tasks as crashed and goes on.
 */
export function watchRange(reward: RewardModel, warn: (message: string) => void): RewardModel {
  let first: Score | undefined;
  let scored = 0;
  let isDecided = false;
  let hasFailed = false;
  const failed = (problem: string): void => {
    if (!hasFailed) warn(problem);
    hasFailed = true;
  };
  const watch = (scores: readonly Score[]): readonly Score[] => {
    const broken = scores.find(
      ({ raw, value }) => !Number.isFinite(raw) || !Number.isFinite(value),
    );
    if (broken !== undefined)
      failed(`Reward ${reward.name} gave ${broken.raw}, not a finite number`);
    if (isDecided) return scores;
    first ??= scores[0];
    scored += scores.length;
    if (scores.some(({ raw }) => raw !== first?.raw)) isDecided = true;
    else if (scored >= ENOUGH) {
      isDecided = true;
      warn(
        `Reward ${reward.name} gave each of the first ${scored} trajectories the same score, ${first!.raw}: it does not tell them apart`,
      );
    }
    return scores;
  };
  return {
    name: reward.name,
    version: reward.version,
    calibrated: reward.calibrated,
    sees: reward.sees,
    ...(reward.close === undefined ? {} : { close: reward.close.bind(reward) }),
    score: (trajectories, options) => {
      const answer = whenReady(ask(reward, trajectories, options), watch);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch((cause: unknown) => {
        if (cause instanceof RewardError) failed(describeCause(cause));
        throw cause;
      });
    },
  };
}
