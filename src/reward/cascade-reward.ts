import { whenReady, type Awaitable } from '../core/awaitable.ts';
import { InputError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';
import { derivedVersion } from './derived-version.ts';
import { ask, closeAll, requireCalibrated, seenBy, type ScoreOptions } from './parts.ts';

/** A reward that decides when it is sure enough, and otherwise hands on. */
export interface DecidingTier {
  readonly reward: RewardModel;
  /** A value of at least this is final, 0 to 1. */
  readonly accept: number;
  /** A value of at most this is final, below `accept`. */
  readonly reject: number;
  /**
   * The share of what this tier decided that is handed on all the same, 0 to 1; 0 if absent. The
   * content of a trajectory decides whether it is among them, so its score stays a function of it.
   */
  readonly spotChecks?: number | undefined;
}

/** What a tier did so far. It handed on `asked - decided`. */
export interface TierCount {
  readonly reward: string;
  readonly asked: number;
  readonly decided: number;
  /**
   * Of those handed on, how often the value that was final lay on the other side of the middle
   * between `reject` and `accept`. Without spot checks it tells of doubtful trajectories only.
   */
  readonly disagreed: number;
}

export interface CascadeReward extends RewardModel {
  /** One for each tier, in order: a copy, as of now. */
  counts(): TierCount[];
}

export interface CascadeOptions extends Omit<DecidingTier, 'reward'> {
  readonly cheap: RewardModel;
  readonly dear: RewardModel;
}

/**
 * A cheap reward decides where it is sure, a dear one is asked about the rest: speculative
 * verification, after SRM (Gu and Liang 2025, arXiv 2506.00396). For more tiers: `tieredReward`.
 *
 * @example cascadeReward({ cheap: learned, dear: judge, accept: 0.9, reject: 0.1 })
 */
export function cascadeReward({ cheap, dear, ...rule }: CascadeOptions): CascadeReward {
  return tieredReward([{ ...rule, reward: cheap }], dear);
}

/**
 * A cascade of any length: each tier is asked, in one call, about what no tier before it decided;
 * `last` decides the rest.
 *
 * Throws `InputError` for a reward that is not calibrated (thresholds mean nothing to it, and its
 * scores would stand beside those of others), and for thresholds out of order.
 */
export function tieredReward(tiers: readonly DecidingTier[], last: RewardModel): CascadeReward {
  const rewards = [...tiers.map(({ reward }) => reward), last];
  requireCalibrated('cascadeReward', rewards);
  for (const tier of tiers) requireThresholds(tier);
  const counts = rewards.map(({ name }) => ({ reward: name, asked: 0, decided: 0, disagreed: 0 }));

  const scoreFrom = (
    place: number,
    trajectories: readonly Trajectory[],
    options: ScoreOptions,
  ): Awaitable<readonly Score[]> => {
    if (trajectories.length === 0) return [];
    return whenReady(ask(rewards[place]!, trajectories, options), (scores) => {
      const tier = tiers[place];
      const handedOn = [...scores.keys()].filter(
        (index) => tier !== undefined && !isFinal(tier, scores[index]!, trajectories[index]!),
      );
      const rest = handedOn.map((index) => trajectories[index]!);
      return whenReady(scoreFrom(place + 1, rest, options), (later) => {
        const merged = scores.map(({ value, deviation }): Score => ({
          raw: value,
          value,
          ...(deviation === undefined ? {} : { deviation }),
        }));
        const count = counts[place]!;
        count.asked += scores.length;
        count.decided += scores.length - handedOn.length;
        handedOn.forEach((index, order) => {
          if (isAbove(tier!, later[order]!) !== isAbove(tier!, scores[index]!)) {
            count.disagreed += 1;
          }
          merged[index] = later[order]!;
        });
        return merged;
      });
    });
  };

  return {
    name: 'cascade',
    version: derivedVersion(
      'cascade',
      tiers.map(({ accept, reject, spotChecks = 0 }) => [accept, reject, spotChecks]),
      rewards.map(({ name, version }) => [name, version]),
    ),
    calibrated: true,
    sees: seenBy(rewards),
    score: (trajectories, options) => scoreFrom(0, trajectories, options),
    counts: () => counts.map((count) => ({ ...count })),
    close: () => closeAll(rewards),
  };
}

function isFinal(tier: DecidingTier, { value }: Score, trajectory: Trajectory): boolean {
  const isSure = value >= tier.accept || value <= tier.reject;
  return isSure && !isSpotCheck(trajectory, tier.spotChecks ?? 0);
}

function isAbove({ accept, reject }: DecidingTier, { value }: Score): boolean {
  return value >= (accept + reject) / 2;
}

/** Uniform over contents: the key is a hash. */
function isSpotCheck(trajectory: Trajectory, share: number): boolean {
  if (share === 0) return false;
  const bits = Buffer.from(contentKey(trajectory), 'base64url').readUInt32BE(0);
  return bits / 2 ** 32 < share;
}

function requireThresholds({ reward, accept, reject, spotChecks = 0 }: DecidingTier): void {
  const inOrder = 0 <= reject && reject < accept && accept <= 1;
  if (inOrder && spotChecks >= 0 && spotChecks <= 1) return;
  throw new InputError({
    place: { field: 'cascadeReward' },
    problem: `reward "${reward.name}" has reject ${reject}, accept ${accept} and spotChecks ${spotChecks}`,
    remedy: 'Give 0 <= reject < accept <= 1, and a share of spot checks from 0 to 1',
  });
}
