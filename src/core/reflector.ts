import type { Awaitable } from './awaitable.ts';
import type { Remaining, Spend } from './budget.ts';
import type { Score } from './reward-model.ts';
import type { Rng } from './rng.ts';
import type { Trajectory } from './trajectory.ts';
import type { Usage } from './usage.ts';

export interface ReflectOptions {
  /** What is left of the budget; an absent resource is not limited. */
  readonly remaining: Remaining;
  /** Consumed by the reflector. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
}

export interface ReflectorReply {
  /** Advice for the next attempt, in words. */
  readonly reflection: string;
  /** Of the whole call, failed attempts included. A call of a model counts as one policy call. */
  readonly usage: Usage;
}

/**
 * Looks at a trial that did not suffice and says what the next one should do otherwise (Shinn et
 * al. 2023, arXiv 2303.11366). Rejects with `PolicyError` when it cannot.
 */
export interface Reflector {
  /** Names the reflector in reports: `rules`, `openai:gpt-5-mini`. */
  readonly name: string;
  /** `score` is the reward's opinion of the trial, never the true score. */
  reflect(trajectory: Trajectory, score: Score, options: ReflectOptions): Awaitable<ReflectorReply>;
  /** The most that a call with these arguments can cost. Absent: nothing. */
  costBound?(trajectory: Trajectory, score: Score): Partial<Spend>;
}
