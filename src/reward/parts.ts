import { rejection, whenReady, type Awaitable } from '../core/awaitable.ts';
import { InputError, RewardError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';

export type ScoreOptions = Parameters<RewardModel['score']>[1];

/**
 * Asks one reward. Its answer is checked to be one score for each trajectory, and what it throws
 * at once comes as a rejection, so that no other request of the same moment is left unattended.
 */
export function ask(
  reward: RewardModel,
  trajectories: readonly Trajectory[],
  options: ScoreOptions,
): Awaitable<readonly Score[]> {
  const check = (scores: readonly Score[]): readonly Score[] => {
    if (scores.length === trajectories.length) return scores;
    const problem = `it gave ${scores.length} scores for ${trajectories.length} trajectories`;
    throw new RewardError({ reward: reward.name, problem });
  };
  try {
    return whenReady(reward.score(trajectories, options), check);
  } catch (cause) {
    return rejection(cause);
  }
}

/** Asks each reward once, all at the same time, about all of these trajectories. */
export function askAll(
  rewards: readonly RewardModel[],
  trajectories: readonly Trajectory[],
  options: ScoreOptions,
): Awaitable<(readonly Score[])[]> {
  const answers = rewards.map((reward) => ask(reward, trajectories, options));
  const isReady = (answer: (typeof answers)[number]): answer is readonly Score[] =>
    !(answer instanceof Promise);
  return answers.every(isReady) ? answers : Promise.all(answers);
}

/** Closes each reward once; one that fails to close does not keep the others open. */
export async function closeAll(rewards: readonly RewardModel[]): Promise<void> {
  const closing = [...new Set(rewards)].map(async (reward) => reward.close?.());
  for (const outcome of await Promise.allSettled(closing)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/** What the whole can look at: everything that a part looks at. */
export function seenBy(rewards: readonly RewardModel[]): RewardModel['sees'] {
  return {
    text: rewards.some(({ sees }) => sees.text),
    images: rewards.some(({ sees }) => sees.images),
  };
}

/** Throws `InputError` when there is no part. */
export function requireParts(combination: string, parts: readonly unknown[]): void {
  if (parts.length > 0) return;
  throw new InputError({
    place: { field: combination },
    problem: 'there is no reward in it',
    remedy: 'Give at least one',
  });
}

/** Throws `InputError` unless values of these rewards are on one scale, namely probabilities. */
export function requireCalibrated(combination: string, rewards: readonly RewardModel[]): void {
  const offender = rewards.find(({ calibrated }) => !calibrated);
  if (offender === undefined) return;
  throw new InputError({
    place: { field: combination },
    problem: `reward "${offender.name}" is not calibrated, so its values cannot be compared with those of others or with a threshold`,
    remedy: 'Give rewards whose values are probabilities (rewardFunction: calibrated: true)',
  });
}
