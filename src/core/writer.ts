import type { Remaining, Spend } from './budget.ts';
import type { Rng } from './rng.ts';
import type { Trajectory } from './trajectory.ts';
import type { Usage } from './usage.ts';

export interface WriteOptions {
  /** What is left of the budget; an absent resource is not limited. */
  readonly remaining: Remaining;
  /** Consumed by the writer. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
}

/** What came of a call, or why nothing usable did; and what it cost either way. */
export type WriteReply<T> =
  { readonly value: T; readonly usage: Usage } | { readonly reason: string; readonly usage: Usage };

/** Why something that was written cannot be used: for counts, and in words for whoever wrote it. */
export interface WriteProblem {
  readonly reason: string;
  readonly advice: string;
}

export interface WrittenIntent {
  readonly intent: string;
  /** What the intent asks for, one by one. */
  readonly requirements: readonly string[];
}

export interface IntentRequest {
  /** A walk under the intent that rules wrote for it, which it fulfils. */
  readonly trajectory: Trajectory;
  /** What the intent must ask for, no more and no less. */
  readonly requirements: readonly string[];
  /** Intents whose style to follow; none of them is for testing. */
  readonly examples: readonly string[];
  readonly check: (written: WrittenIntent) => WriteProblem | undefined;
}

/** Says in words what a walk fulfilled. A call rejects with `PolicyError` when nobody answers. */
export interface IntentWriter {
  /** `openai:gpt-5-mini`. */
  readonly name: string;
  write(request: IntentRequest, options: WriteOptions): Promise<WriteReply<WrittenIntent>>;
  /** The most that a call can cost. */
  costBound(request: IntentRequest): Partial<Spend>;
}

export interface ProposedEdit {
  /** What the edited walk no longer does, in words. */
  readonly broken: string;
  /** From the beginning. */
  readonly actions: readonly string[];
}

export interface EditRequest {
  /** A walk that fulfils its intent. */
  readonly trajectory: Trajectory;
  readonly requirements: readonly string[];
  readonly maxSteps: number;
}

/** Thinks of a way to miss an intent by a little. What it says is executed before it counts. */
export interface EditProposer {
  readonly name: string;
  propose(request: EditRequest, options: WriteOptions): Promise<WriteReply<ProposedEdit>>;
  costBound(request: EditRequest): Partial<Spend>;
}
