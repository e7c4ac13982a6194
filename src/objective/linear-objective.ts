import { InputError } from '../core/errors.ts';
import type { Objective, ObjectiveValue } from '../core/objective.ts';
import type { Score } from '../core/reward-model.ts';
import type { Facts } from '../core/trajectory.ts';

/** The name under which the reward's value stands beside the facts. */
export const REWARD = 'reward';

/** `weight * name`, where `name` is a fact or the reward. */
export interface Term {
  readonly name: string;
  /** Negative for a cost. */
  readonly weight: number;
}

export const RELATIONS = ['<=', '<', '>=', '>', '='] as const;
export type Relation = (typeof RELATIONS)[number];

/** A hard limit on a fact or on the reward. */
export interface Constraint {
  readonly name: string;
  readonly relation: Relation;
  readonly bound: number;
}

/** A weighted sum of the reward and of facts, to be maximised under hard constraints. */
export interface LinearObjective extends Objective {
  /** One for each name, at least one. */
  readonly terms: readonly Term[];
  readonly constraints: readonly Constraint[];
}

/**
 * Terms of one name are added up. Throws `InputError` for a weight or a bound that is not finite,
 * and when there is no term.
 *
 * Adding a constant to the reward's value adds the same to the total of every trajectory, so it
 * changes no order.
 */
export function linearObjective(
  terms: readonly Term[],
  constraints: readonly Constraint[] = [],
): LinearObjective {
  const weights = new Map<string, number>();
  for (const { name, weight } of terms) {
    requireFinite(`the weight of ${name}`, weight);
    const before = weights.get(name);
    weights.set(name, before === undefined ? weight : before + weight);
  }
  if (weights.size === 0) throw nothingToMaximise();
  for (const { name, bound } of constraints) requireFinite(`the limit of ${name}`, bound);
  const merged = [...weights].map(([name, weight]): Term => ({ name, weight }));
  return {
    text: [sumText(merged), ...constraints.map(constraintText)].join('; '),
    terms: merged,
    constraints,
    evaluate: (score, facts) => evaluate(merged, constraints, score, facts),
  };
}

/** The same objective with this cost instead of whatever the fact weighed before. */
export function withCost(
  objective: LinearObjective,
  fact: string,
  costOfOne: number,
): LinearObjective {
  const term: Term = { name: fact, weight: -costOfOne };
  const isThere = objective.terms.some(({ name }) => name === fact);
  const terms = isThere
    ? objective.terms.map((old) => (old.name === fact ? term : old))
    : [...objective.terms, term];
  return linearObjective(terms, objective.constraints);
}

/** The facts that an objective needs, each once. */
export function factsOf({ terms, constraints }: LinearObjective): string[] {
  const names = [...terms, ...constraints].map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== REWARD);
}

function evaluate(
  terms: readonly Term[],
  constraints: readonly Constraint[],
  score: Score,
  facts: Facts,
): ObjectiveValue {
  const valueOf = (name: string): number | undefined => {
    if (name === REWARD) return score.value;
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return Number.isFinite(value) ? value : undefined;
  };
  const unknown = new Set<string>();
  const contributions: [string, number][] = [];
  let total = 0;
  for (const { name, weight } of terms) {
    const value = valueOf(name);
    if (value === undefined) {
      unknown.add(name);
      continue;
    }
    // `+ 0` turns -0, as a cost of 0 gives it, into 0.
    const contribution = weight * value + 0;
    contributions.push([name, contribution]);
    total += contribution;
  }
  const broken: string[] = [];
  for (const constraint of constraints) {
    const value = valueOf(constraint.name);
    if (value === undefined) unknown.add(constraint.name);
    else if (!holds(value, constraint)) {
      broken.push(`${constraint.name} is ${value}, not ${constraintText(constraint)}`);
    }
  }
  const violations = [...[...unknown].map((name) => `${name} is not known`), ...broken];
  const feasible = violations.length === 0;
  return {
    total,
    terms: Object.fromEntries(contributions),
    feasible,
    ...(feasible ? {} : { violations }),
  };
}

function holds(value: number, { relation, bound }: Constraint): boolean {
  switch (relation) {
    case '<=':
      return value <= bound;
    case '<':
      return value < bound;
    case '>=':
      return value >= bound;
    case '>':
      return value > bound;
    case '=':
      return value === bound;
  }
}

function sumText(terms: readonly Term[]): string {
  return terms
    .map(({ name, weight }, index) => {
      const isCost = weight < 0 || Object.is(weight, -0);
      const size = Math.abs(weight);
      const product = size === 1 ? name : `${size}*${name}`;
      if (index === 0) return isCost ? `-${product}` : product;
      return `${isCost ? '-' : '+'} ${product}`;
    })
    .join(' ');
}

function constraintText({ name, relation, bound }: Constraint): string {
  return `${name} ${relation} ${bound}`;
}

function requireFinite(what: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new InputError({
    place: { field: 'objective' },
    problem: `${what} is ${value}`,
    remedy: 'Give a finite number',
  });
}

function nothingToMaximise(): InputError {
  return new InputError({
    place: { field: 'objective' },
    problem: 'there is nothing to maximise',
    remedy: 'Begin with a term, such as "reward"',
  });
}
