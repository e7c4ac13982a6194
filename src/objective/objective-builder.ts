import { requireKnown } from './known-names.ts';
import {
  linearObjective,
  REWARD,
  type Constraint,
  type LinearObjective,
  type Relation,
  type Term,
} from './linear-objective.ts';

/** Where an objective begins: with something to maximise. */
export interface ObjectiveStart<Fact extends string> {
  /** Adds the reward's value, 1 of it if no weight is given. */
  reward(weight?: number): ObjectiveBuilder<Fact>;
  /** Adds a fact that is good to have much of. */
  plus(fact: Fact, weight?: number): ObjectiveBuilder<Fact>;
  /** Subtracts a fact that costs: `minus('actions', 0.02)` takes 0.02 for each action. */
  minus(fact: Fact, costOfOne?: number): ObjectiveBuilder<Fact>;
}

/** An objective that can be extended; each step gives a new one and leaves the old as it was. */
export interface ObjectiveBuilder<Fact extends string>
  extends ObjectiveStart<Fact>, LinearObjective {
  /** `<=`. */
  atMost(name: Fact | 'reward', limit: number): ObjectiveBuilder<Fact>;
  /** `<`. */
  below(name: Fact | 'reward', limit: number): ObjectiveBuilder<Fact>;
  /** `>=`. */
  atLeast(name: Fact | 'reward', limit: number): ObjectiveBuilder<Fact>;
  /** `>`. */
  above(name: Fact | 'reward', limit: number): ObjectiveBuilder<Fact>;
  /** `=`. */
  exactly(name: Fact | 'reward', value: number): ObjectiveBuilder<Fact>;
}

/**
 * Begins an objective in code, the same as the notation of the command line.
 *
 * With the facts of a benchmark every name is checked: `InputError` lists what there is. Without
 * them a fact that no trajectory has leaves all of them infeasible.
 *
 * @example objective(game24.facts).reward().minus('actions', 0.02).atMost('actions', 12)
 */
export function objective<Fact extends string = string>(
  facts?: Readonly<Record<Fact, string>>,
): ObjectiveStart<Fact> {
  return startOf(facts, [], []);
}

function startOf<Fact extends string>(
  facts: Readonly<Record<Fact, string>> | undefined,
  terms: readonly Term[],
  constraints: readonly Constraint[],
): ObjectiveStart<Fact> {
  const add = (name: string, weight: number): ObjectiveBuilder<Fact> => {
    if (facts !== undefined) requireKnown(name, facts);
    return builderOf(facts, [...terms, { name, weight }], constraints);
  };
  return {
    reward: (weight = 1) => add(REWARD, weight),
    plus: (fact, weight = 1) => add(fact, weight),
    minus: (fact, costOfOne = 1) => add(fact, -costOfOne),
  };
}

function builderOf<Fact extends string>(
  facts: Readonly<Record<Fact, string>> | undefined,
  terms: readonly Term[],
  constraints: readonly Constraint[],
): ObjectiveBuilder<Fact> {
  const limit =
    (relation: Relation) =>
    (name: string, bound: number): ObjectiveBuilder<Fact> => {
      if (facts !== undefined) requireKnown(name, facts);
      return builderOf(facts, terms, [...constraints, { name, relation, bound }]);
    };
  return {
    ...linearObjective(terms, constraints),
    ...startOf(facts, terms, constraints),
    atMost: limit('<='),
    below: limit('<'),
    atLeast: limit('>='),
    above: limit('>'),
    exactly: limit('='),
  };
}
