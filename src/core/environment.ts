import type { Awaitable } from './awaitable.ts';
import type { Observation } from './observation.ts';
import type { Facts } from './trajectory.ts';

export interface StepResult {
  readonly observation: Observation;
  /** True when the episode is over: no further step is allowed. */
  readonly done: boolean;
  readonly facts: Facts;
}

/**
 * How a search may try several continuations of one state.
 * `clone`: an independent copy, cheap and exact (pure state).
 * `snapshot`: save, and later restore into the same environment.
 * `replay`: reset and play the actions again, with every observation checked.
 */
export type Branching =
  | { readonly kind: 'clone'; clone(): Environment }
  | {
      readonly kind: 'snapshot';
      save(): Awaitable<unknown>;
      restore(saved: unknown): Promise<void>;
    }
  | { readonly kind: 'replay' };

/**
 * A world with one task in it, chosen by whoever opened it. It shows observations and never the
 * true score: grading is the benchmark's, see `Benchmark.grade`. After `step` rejects, or after
 * `done`, only `reset` and `close` may be called.
 */
export interface Environment {
  readonly branching: Branching;
  /** Starts the task afresh. Same task and seed, same observation. */
  reset(options?: { readonly signal?: AbortSignal | undefined }): Awaitable<Observation>;
  /**
   * Takes one action. Text that is not an action of this environment is answered by an
   * observation that says so; it never throws.
   */
  step(
    action: string,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Awaitable<StepResult>;
  /**
   * True for an action that cannot be taken back where the environment stands, such as a purchase on
   * a real site. No search takes it: what leads there is a plan whose last action is `pending`.
   */
  isIrreversible?(action: string): boolean;
  close(): Awaitable<void>;
}
