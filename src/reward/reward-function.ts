import { rejection, whenReady, type Awaitable } from '../core/awaitable.ts';
import { ArmapError, describeCause, RewardError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { derivedVersion } from './derived-version.ts';

export interface RewardFunctionOptions {
  /** Names the reward in reports; `custom` if absent. */
  readonly name?: string;
  /**
   * Caches and reports go by it. If absent, a hash of the function's source: it changes with the
   * function, but not with what the function calls or reads.
   */
  readonly version?: string;
  /** The function gives probabilities of success, 0 to 1; `false` if absent. */
  readonly calibrated?: boolean;
}

/**
 * Makes a reward of any function that gives better trajectories larger numbers. Scoring rejects
 * with `RewardError` when the function throws, gives no finite number, or claims to be calibrated
 * and leaves 0..1.
 *
 * @example rewardFunction(({ steps }) => -steps.length, { name: 'short' })
 */
export function rewardFunction(
  score: (trajectory: Trajectory) => Awaitable<number>,
  options: RewardFunctionOptions = {},
): RewardModel {
  const scoreBatch = (trajectories: readonly Trajectory[]): Awaitable<readonly number[]> => {
    const answers = trajectories.map((trajectory) => score(trajectory));
    return answers.every((answer) => typeof answer === 'number') ? answers : Promise.all(answers);
  };
  return batchRewardFunction(scoreBatch, { version: sourceVersion(score), ...options });
}

/** As `rewardFunction`, of a function that scores many trajectories at once, in order. */
export function batchRewardFunction(
  scoreBatch: (trajectories: readonly Trajectory[]) => Awaitable<readonly number[]>,
  options: RewardFunctionOptions = {},
): RewardModel {
  const { name = 'custom', version = sourceVersion(scoreBatch), calibrated = false } = options;
  const rejected = (cause: unknown): Promise<never> =>
    rejection(
      ArmapError.isInstance(cause)
        ? cause
        : new RewardError({ reward: name, problem: `it threw: ${describeCause(cause)}`, cause }),
    );
  return {
    name,
    version,
    calibrated,
    sees: { text: true, images: true },
    score: (trajectories, { signal } = {}) => {
      if (signal?.aborted === true) return rejection(signal.reason);
      if (trajectories.length === 0) return [];
      try {
        const answer = whenReady(scoreBatch(trajectories), (raws) =>
          scoresOf(raws, trajectories, { name, calibrated }),
        );
        return answer instanceof Promise ? answer.catch(rejected) : answer;
      } catch (cause) {
        return rejected(cause);
      }
    },
  };
}

/** What a function gave, which may be anything where nobody checked its types. */
function scoresOf(
  raws: unknown,
  trajectories: readonly Trajectory[],
  { name, calibrated }: { readonly name: string; readonly calibrated: boolean },
): Score[] {
  const fail = (problem: string): never => {
    throw new RewardError({ reward: name, problem });
  };
  const wanted = trajectories.length;
  if (!Array.isArray(raws)) {
    return fail(`it gave ${describe(raws)} where an array of ${wanted} numbers was due`);
  }
  if (raws.length !== wanted) {
    return fail(`it gave ${raws.length} numbers for ${wanted} trajectories`);
  }
  return raws.map((raw: unknown, index) => {
    const place = `for trajectory "${trajectories[index]!.id}"`;
    if (typeof raw !== 'number' || !Number.isFinite(raw)) {
      return fail(`it gave ${describe(raw)} ${place}, not a finite number`);
    }
    if (calibrated && (raw < 0 || raw > 1)) {
      return fail(`it gave ${raw} ${place}, and a calibrated reward gives probabilities, 0 to 1`);
    }
    return { raw, value: raw };
  });
}

/** A few words on a value of any type, for a message. */
function describe(value: unknown): string {
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** JavaScript keeps the text of a function, comments included. */
function sourceVersion(score: { toString(): string }): string {
  return derivedVersion(score.toString());
}
