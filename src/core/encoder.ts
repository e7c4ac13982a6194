import type { Awaitable } from './awaitable.ts';
import type { Trajectory } from './trajectory.ts';

/**
 * Turns a trajectory, finished or not, into numbers for a reward model. It looks at the intent,
 * the pages and the actions only, so that what it sees is what a planner could see.
 */
export interface Encoder {
  /** Names the encoder in model folders, such as `game24`. */
  readonly id: string;
  /** Raised whenever equal trajectories would encode differently; old models are then refused. */
  readonly version: number;
  /** One name for each feature, in order. */
  readonly featureNames: readonly string[];
  /** Whether it looks at pictures too, and so needs them; false if absent. */
  readonly seesImages?: boolean | undefined;
  /**
   * Gets at hand what `encode` needs of these trajectories, where that takes time. If it is there,
   * it is called before `encode`. Rejects with the signal's reason.
   */
  prepare?(
    trajectories: readonly Trajectory[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Awaitable<void>;
  /** Writes `featureNames.length` finite numbers into `out`. */
  encode(trajectory: Trajectory, out: Float64Array): void;
  /** Lets go of what it holds, such as models. */
  close?(): Awaitable<void>;
}
