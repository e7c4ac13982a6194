import type { Awaitable } from './awaitable.ts';
import type { Trajectory } from './trajectory.ts';

export interface Score {
  /** Unbounded, defined only up to an additive shift: compare it, do not add to it. */
  readonly raw: number;
  /**
   * What objectives weigh against costs. Of a calibrated reward: the probability of success, 0 to
   * 1. Of any other: `raw` itself, so that a shift of all raw scores shifts all values alike.
   */
  readonly value: number;
  /** Standard deviation of `value`, where the model knows it. */
  readonly deviation?: number | undefined;
  /**
   * True where the trajectory is unlike all that the model was trained on, so that its score is a
   * guess. Absent where it is like it, or the model cannot tell.
   */
  readonly unusual?: boolean | undefined;
}

/** Judges trajectories, finished or not, against their intent. */
export interface RewardModel {
  readonly name: string;
  /** Names weights and preprocessing; caches key on it. Equal versions score alike. */
  readonly version: string;
  /** Whether `Score.value` is a probability, 0 to 1; if not, nobody calibrated it. */
  readonly calibrated: boolean;
  readonly sees: { readonly text: boolean; readonly images: boolean };
  /** One score for each trajectory, in order. A score depends on nothing else in the batch. */
  score(
    trajectories: readonly Trajectory[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Awaitable<readonly Score[]>;
  close?(): Awaitable<void>;
}
