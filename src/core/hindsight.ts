import type { Rng } from './rng.ts';
import type { Task } from './task.ts';
import type { Trajectory } from './trajectory.ts';

/** A change to a trajectory, to be executed before it counts as anything. */
export interface Edit {
  /** Names what was changed, such as `changed-operation`. */
  readonly kind: string;
  readonly actions: readonly string[];
}

export type Verdict = 'fulfilled' | 'failed' | 'unclear';

/**
 * Rules that say, without the true score of any task, what a trajectory achieved and what it did
 * not (hindsight relabelling; ARMAP, arXiv 2502.12130, section 3.2).
 */
export interface Hindsight<T extends Task = Task> {
  /** Tasks that this trajectory fulfilled, whatever it was meant to do; none if none. */
  achieved(trajectory: Trajectory): readonly T[];
  /** Whether the trajectory, played under this task, fulfils it. What is unclear serves for nothing. */
  judge(task: T, trajectory: Trajectory): Verdict;
  /** The task in full, as `TaskSet.fromGoal` reads it, so that rows can be audited. */
  describe?(task: T): unknown;
  /**
   * What the task asks for, one by one, in words that each intent for it must say. A benchmark that
   * leaves it out has its intents written by its rules only.
   */
  requirements?(task: T): readonly string[];
  /**
   * The same task with its intent in other words; undefined where these, as far as rules can read
   * them, do not ask for the same.
   */
  reword?(task: T, intent: string): T | undefined;
  /**
   * The groups of the tasks whose answer a trajectory came to, such as of the product that it bought:
   * rows that touch a test group are not made.
   */
  touched?(trajectory: Trajectory): readonly string[];
  /**
   * How far a trajectory that failed is from fulfilling the task: the share of what is asked for that
   * it misses, 0 to 1. A benchmark whose tasks have no parts leaves it out.
   */
  distance?(task: T, trajectory: Trajectory): number;
  /** Other ways to act that fulfil the same task, such as a short cut. */
  variations(trajectory: Trajectory, rng: Rng): readonly Edit[];
  /** Ways to act that probably break the task in one place. */
  corruptions(trajectory: Trajectory, rng: Rng): readonly Edit[];
  /**
   * Names the situation at the end of a prefix: equal keys have equal futures, whatever the task.
   * Undefined when nothing can follow.
   */
  situation(prefix: Trajectory): string | undefined;
  /**
   * Whether a prefix stands where going straight on would not fulfil the task: something would have
   * to be taken back first. A benchmark that can say so needs no futures to be explored.
   */
  offTrack?(task: T, prefix: Trajectory): boolean;
  /**
   * Names how far a prefix got; only prefixes of one stage are compared. Undefined where it is too
   * early to tell one from another.
   */
  stage(prefix: Trajectory): string | undefined;
  /** Names what a finished trajectory came to, comparable with `outcomeOf`. */
  outcome(trajectory: Trajectory): string | undefined;
  /** Names the outcome that this task asks for. */
  wantedOutcome(task: T): string;
}
