import { InputError } from '../core/errors.ts';
import { requireKnown } from '../objective/known-names.ts';
import { REWARD } from '../objective/linear-objective.ts';

/** The weights that the cost of one fact is to take, one evaluation each. */
export interface Sweep {
  readonly fact: string;
  /** Each once, in the order given, at least 0. */
  readonly costs: readonly number[];
}

const OPTION = '--sweep';
const EXAMPLE = 'Give a fact and its weights, such as actions=0,0.01,0.02';

/** Reads `actions=0,0.01,0.02`. Throws `InputError`, which lists the facts when the fact is none. */
export function parseSweep(text: string, facts: Readonly<Record<string, string>>): Sweep {
  const [fact = '', list, ...rest] = text.split('=').map((part) => part.trim());
  if (list === undefined || rest.length > 0) throw refuse(`"${text}" is not a sweep`, EXAMPLE);
  requireKnown(fact, facts, { option: OPTION });
  if (fact === REWARD) throw refuse('the reward is not a cost', EXAMPLE);
  const costs = list.split(',').map((part) => {
    const cost = Number(part);
    if (part.trim() !== '' && Number.isFinite(cost) && cost >= 0) return cost;
    throw refuse(`"${part.trim()}" is not a weight`, 'Give numbers of at least 0');
  });
  return { fact, costs: [...new Set(costs)] };
}

function refuse(problem: string, remedy: string): InputError {
  return new InputError({ place: { option: OPTION }, problem, remedy });
}
