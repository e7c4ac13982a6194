import type { Score } from './reward-model.ts';
import type { Facts } from './trajectory.ts';

/** What a planner maximises, as seen on one trajectory. */
export interface ObjectiveValue {
  /** The sum of the terms. A fact that is not known yet adds nothing. */
  readonly total: number;
  /** The contribution of each term to the total, by name; absent where its fact is not known. */
  readonly terms: Readonly<Record<string, number>>;
  /**
   * False when a hard constraint is broken, or when a fact that the objective needs is not known:
   * such a trajectory ranks below all others of its kind. It counts for trajectories that ended;
   * of a prefix nobody knows yet what its facts will come to, so a search must not prune by it.
   */
  readonly feasible: boolean;
  /** Why it is not feasible, in words: one entry for each constraint or unknown fact. */
  readonly violations?: readonly string[] | undefined;
}

export interface Objective {
  /** The objective in the notation of the command line, for reports. */
  readonly text: string;
  evaluate(score: Score, facts: Facts): ObjectiveValue;
}

/** The reward's value and nothing else. */
export const maximizeReward: Objective = {
  text: 'reward',
  evaluate: ({ value }) => ({ total: value, terms: { reward: value }, feasible: true }),
};
