import type { Awaitable } from '../core/awaitable.ts';
import type { Remaining, Spend } from '../core/budget.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Usage } from '../core/usage.ts';

/** What is looked at: the whole way of two trajectories, or only the page on which each stands. */
export type ComparisonView = 'trajectories' | 'pages';

/** Two trajectories under one intent. */
export interface Comparison {
  readonly first: Trajectory;
  readonly second: Trajectory;
  readonly view: ComparisonView;
}

export interface Judgement {
  /** The probability that the first serves the intent better; undefined where nobody could say. */
  readonly preference: number | undefined;
  /** False when the answer turned with the order of the two, which makes it a tie. */
  readonly isConsistent: boolean;
  /** All that the judgement took; `policyCalls` are requests to a server. */
  readonly usage: Usage;
}

/** Says which of two trajectories serves an intent better. It never sees a true score. */
export interface Labeller {
  /** Names it in rows and reports: `rules`, `openai:gpt-5-mini`. */
  readonly name: string;
  /** Names the words and settings by which it judges: equal versions judge by the same. */
  readonly version: string;
  /** The most that one comparison costs; nothing if absent. */
  costBound?(comparison: Comparison): Partial<Spend>;
  /** Rejects with `PolicyError`, which says what it cost all the same. */
  compare(
    comparison: Comparison,
    options: {
      readonly remaining: Remaining;
      readonly rng: Rng;
      readonly signal?: AbortSignal | undefined;
    },
  ): Awaitable<Judgement>;
}
