import type { Awaitable } from './awaitable.ts';
import type { Encoder } from './encoder.ts';
import type { Environment } from './environment.ts';
import type { Hindsight } from './hindsight.ts';
import type { Policy } from './policy.ts';
import type { Trajectory } from './trajectory.ts';

/** A goal in an environment. Benchmarks add what they need, hidden from planners. */
export interface Task {
  readonly id: string;
  /** The user's goal in words, and nothing else. */
  readonly intent: string;
}

/** The tasks of a benchmark, in the order in which `--tasks 900-999` counts them from 0. */
export interface TaskSet<T extends Task = Task> {
  readonly tasks: readonly T[];
  /** Named lists of indices, such as `train` and `test`; they do not overlap. */
  readonly splits: Readonly<Record<string, readonly number[]>>;
  /** The task that a reference names (its id, or another name the benchmark knows), if any. */
  readonly find: (reference: string) => T | undefined;
  /** A task from its full description, as `replay` files may carry one. Throws `InputError`. */
  readonly fromGoal: (goal: unknown) => T;
}

export interface Grade {
  /** The true score, 0 to 1. */
  readonly score: number;
  readonly success: boolean;
  /** What the score is made of, where the benchmark says. */
  readonly parts?: Readonly<Record<string, number>> | undefined;
}

/** Options for policies that come with a benchmark. */
export interface PolicyFactory {
  readonly summary: string;
  readonly create: () => Policy;
}

/**
 * An environment with its tasks, its rules for making reward data, and the true score. Planners,
 * policies and reward models never hold a benchmark: they get what `openEnvironment` opens.
 */
export interface Benchmark<T extends Task = Task> {
  readonly name: string;
  readonly summary: string;
  readonly maxSteps: number;
  /** What each fact of a trajectory means. */
  readonly facts: Readonly<Record<string, string>>;
  /** Loads the tasks, from `data` or, without it, from what is embedded. Throws `InputError`. */
  load(options: { readonly data?: string | undefined }): Promise<TaskSet<T>>;
  openEnvironment(task: T, options: { readonly seed: number }): Environment;
  /**
   * The true score of an attempt. Only evaluation may call it. It judges what the actions of the
   * trajectory do in a fresh environment, so a planner gains nothing by inventing observations.
   */
  grade(task: T, trajectory: Trajectory): Awaitable<Grade>;
  /**
   * The final answer that a trajectory gave, in one form for all that say the same, so that equal
   * answers can be counted; undefined when it gave none. It reads what the trajectory says and never
   * judges it. If absent, the last action is the answer.
   */
  answerOf?(trajectory: Trajectory): string | undefined;
  /** Tasks that are equal but for their goal share a group: the unit of train and test splits. */
  groupOf(task: T): string;
  /** Groups that only ever serve for testing; making training data from them is refused. */
  isTestGroup(group: string): boolean;
  readonly hindsight: Hindsight<T>;
  readonly encoder: Encoder;
  /** Embedded policies by name. */
  readonly policies: Readonly<Record<string, PolicyFactory>>;
}
