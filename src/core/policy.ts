import type { Awaitable } from './awaitable.ts';
import type { Observation } from './observation.ts';
import type { Remaining, Spend } from './budget.ts';
import type { Rng } from './rng.ts';
import type { Step, Trajectory } from './trajectory.ts';
import type { Usage } from './usage.ts';

/** An earlier attempt at the same task that did not suffice, and what to make of it. */
export interface RememberedTrial {
  readonly trajectory: Trajectory;
  /** In words, for the next attempt. */
  readonly reflection: string;
}

/** What a policy sees when it is asked what to do next. */
export interface PolicyContext {
  readonly intent: string;
  readonly steps: readonly Step[];
  readonly observation: Observation;
  /** Earlier attempts at this task to learn from, oldest first; a policy may ignore them. */
  readonly memory?: readonly RememberedTrial[] | undefined;
  /** What is left of the budget; an absent resource is not limited. */
  readonly remaining: Remaining;
  /** Consumed by the policy. Two calls with equal contexts and generators answer alike. */
  readonly rng: Rng;
}

export interface ProposeOptions {
  /** How many candidates are wanted, at least 1. Equal candidates may repeat. */
  readonly count: number;
  /** 0 asks for the most likely action. */
  readonly temperature: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Proposal {
  readonly action: string;
  readonly thought?: string | undefined;
  /** Natural logarithm of the policy's probability for this action, where it is known. */
  readonly logProbability?: number | undefined;
}

export interface PolicyReply {
  /** At most `count`; fewer, even none, when the policy had nothing usable to say. */
  readonly proposals: readonly Proposal[];
  /** Of the whole call, failed attempts included. */
  readonly usage: Usage;
}

/** Proposes actions. An LLM, a heuristic, a script. */
export interface Policy {
  /** Names the policy in reports: `heuristic`, `openai:gpt-5-mini`. */
  readonly name: string;
  propose(context: PolicyContext, options: ProposeOptions): Awaitable<PolicyReply>;
  /**
   * The most that a call with these arguments can cost. The budget reserves it before the call
   * and settles the true cost after it. Absent: one call, no tokens, no money.
   */
  costBound?(context: PolicyContext, options: ProposeOptions): Partial<Spend>;
}
