import { whenReady } from '../core/awaitable.ts';
import { InputError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { derivedVersion } from './derived-version.ts';
import { ask } from './parts.ts';

export interface NoveltyShaping {
  /** Mean and standard deviation of the raw rewards by which others are standardised. */
  readonly mean: number;
  readonly deviation: number;
  /** Standardised rewards below it count as 0. */
  readonly threshold: number;
  /** How fast a reward fades when a page is seen again; 3 in Motif. */
  readonly exponent: number;
}

/** Motif's settings. */
const QUANTILE = 0.5;
const EXPONENT = 3;

/** Reads the shaping off raw rewards of trajectories such as will be scored. Throws `InputError`. */
export function fitNoveltyShaping(
  raws: readonly number[],
  options: { readonly quantile?: number; readonly exponent?: number } = {},
): NoveltyShaping {
  const { quantile = QUANTILE, exponent = EXPONENT } = options;
  if (!(raws.length > 0 && raws.every(Number.isFinite))) {
    throw refuse('raws', 'there are no finite rewards to read it off', 'Score some trajectories');
  }
  if (!(quantile >= 0 && quantile <= 1)) {
    throw refuse('quantile', `it is ${quantile}`, 'Give a number from 0 to 1');
  }
  const mean = raws.reduce((sum, raw) => sum + raw, 0) / raws.length;
  const variance = raws.reduce((sum, raw) => sum + (raw - mean) ** 2, 0) / raws.length;
  const deviation = Math.sqrt(variance) || 1;
  const sorted = raws.map((raw) => (raw - mean) / deviation).sort((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
  return { mean, deviation, threshold: sorted[place]!, exponent };
}

/**
 * The same reward for those who explore: standardised, 0 below a threshold, and divided by
 * N^exponent, where N counts how often the last page was seen in the trajectory, this time included
 * (Klissarov et al. 2023, Motif, arXiv 2310.00166). A score depends on its trajectory alone.
 *
 * Closing it closes the reward.
 */
export function noveltyReward(reward: RewardModel, shaping: NoveltyShaping): RewardModel {
  const { mean, deviation, threshold, exponent } = shaping;
  if (!(exponent >= 0 && deviation > 0)) {
    throw refuse('shaping', 'exponent or deviation is out of range', 'Use fitNoveltyShaping');
  }
  const shape = (raw: number, trajectory: Trajectory): Score => {
    const standard = (raw - mean) / deviation;
    // What is below the mean would gain by fading.
    const fading = standard > 0 ? visitsOf(trajectory) ** exponent : 1;
    const shaped = standard < threshold ? 0 : standard / fading;
    return { raw: shaped, value: shaped };
  };
  return {
    name: `${reward.name} + novelty`,
    version: derivedVersion(reward.version, shaping),
    calibrated: false,
    sees: reward.sees,
    ...(reward.close === undefined ? {} : { close: reward.close.bind(reward) }),
    score: (trajectories, options) =>
      whenReady(ask(reward, trajectories, options), (scores) =>
        scores.map(({ raw }, index) => shape(raw, trajectories[index]!)),
      ),
  };
}

/** How often the last page was seen, the last time included; at least 1. */
function visitsOf({ steps, final }: Trajectory): number {
  const isSame = ({ observation }: (typeof steps)[number]) =>
    observation.text === final.text && observation.image?.hash === final.image?.hash;
  return 1 + steps.filter(isSame).length;
}

function refuse(field: string, problem: string, remedy: string): InputError {
  return new InputError({ place: { field }, problem, remedy });
}
