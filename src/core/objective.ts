import type { Score } from './reward-model.ts';
import type { Facts } from './trajectory.ts';

/** What a planner maximises, as seen on one trajectory. */
export interface ObjectiveValue {
  readonly total: number;
  /** The contribution of each term to the total, by name. */
  readonly terms: Readonly<Record<string, number>>;
  /** False when a hard constraint is broken: such a trajectory ranks below all that keep them. */
  readonly feasible: boolean;
}

export interface Objective {
  /** The objective in the notation of the command line, for reports. */
  readonly text: string;
  evaluate(score: Score, facts: Facts): ObjectiveValue;
}

/** The reward's calibrated value and nothing else. */
export const maximizeReward: Objective = {
  text: 'reward',
  evaluate: ({ value }) => ({ total: value, terms: { reward: value }, feasible: true }),
};
