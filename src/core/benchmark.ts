import type { Awaitable } from './awaitable.ts';
import type { Encoder } from './encoder.ts';
import type { Environment } from './environment.ts';
import type { Hindsight } from './hindsight.ts';
import type { NamedOption, OptionValues } from './named-option.ts';
import type { Policy } from './policy.ts';
import type { Task } from './task.ts';
import type { Trajectory } from './trajectory.ts';

export type { Task } from './task.ts';

/** The tasks of a benchmark, in the order in which `--tasks 900-999` counts them from 0. */
export interface TaskSet<T extends Task = Task> {
  readonly tasks: readonly T[];
  /**
   * Named lists of indices; `train`, `dev` and `test` do not overlap. Others may be parts of these,
   * such as a published selection.
   */
  readonly splits: Readonly<Record<string, readonly number[]>>;
  /** The task that a reference names (its id, or another name the benchmark knows), if any. */
  readonly find: (reference: string) => T | undefined;
  /** A task from its full description, as `replay` files may carry one. Throws `InputError`. */
  readonly fromGoal: (goal: unknown) => T;
  /** What the user should know of the data, such as records that could not be read; none if absent. */
  readonly warnings?: readonly string[];
  /** The rules for making reward data from trajectories on these tasks; absent if it makes none. */
  readonly hindsight?: Hindsight<T>;
  /**
   * The same tasks with their intents, where finding these out takes work that is not done for tasks
   * that nobody uses; if absent, all is known from the start. See `prepareTasks`.
   */
  prepare?(tasks: readonly T[]): Promise<readonly T[]>;
  /** What a reader of results must know, so far: oracle data that was offered, work done twice. */
  readonly notes?: () => readonly string[];
  /** Lets go of what `load` opened, such as processes. */
  readonly close?: () => Awaitable<void>;
}

export interface LoadOptions {
  /** A path that the benchmark understands; what is embedded if absent. */
  readonly data?: string | undefined;
  /** Values of the benchmark's options. */
  readonly options?: OptionValues | undefined;
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
  /** What `load` can be told besides the data; none if absent. */
  readonly options?: readonly NamedOption[];
  /** Loads the tasks. Throws `InputError`. */
  load(options: LoadOptions): Promise<TaskSet<T>>;
  openEnvironment(task: T, options: { readonly seed: number }): Environment;
  /**
   * The same environment as the original program shows it, with more than planners may see, even the
   * true score. For `replay` only, so that others can check every page; `openEnvironment` if absent.
   */
  openOriginal?(task: T): Environment;
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
  readonly encoder: Encoder;
  /** Embedded policies by name. */
  readonly policies: Readonly<Record<string, PolicyFactory>>;
  /** Which of them acts where the user names none: to collect trajectories, and under a planner. */
  readonly usualPolicies: { readonly exploring: string; readonly acting: string };
}
