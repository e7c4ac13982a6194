import type { Policy, Proposal } from '../../src/core/policy.ts';
import type { Rng } from '../../src/core/rng.ts';
import { ONE_CALL } from '../../src/core/usage.ts';
import { pathOf } from './environment.ts';
import { ACTIONS, gaussian, type ValueTree } from './tree.ts';

/**
 * `uniform`: all ten actions, without probabilities. `hint`: all ten, with probabilities that are
 * weakly informative: the logit of an action is 2 x quality plus standard Gaussian noise, which
 * belongs to the state and the action.
 */
export type PriorKind = 'uniform' | 'hint';

const HINT_STRENGTH = 2;

/** Proposes every action once when it is asked for ten or more, else draws from its prior. */
export function createPolicy(tree: ValueTree, prior: PriorKind): Policy {
  return {
    name: prior,
    propose: ({ steps, rng }, { count, temperature }) => {
      const probabilities = prior === 'hint' ? hintAt(tree, pathOf(steps)) : undefined;
      if (count >= ACTIONS.length) return { proposals: all(probabilities), usage: ONE_CALL };
      const proposals = Array.from({ length: count }, () => ({
        action: draw(probabilities, temperature, rng),
      }));
      return { proposals, usage: ONE_CALL };
    },
  };
}

export function hintAt(tree: ValueTree, path: string): number[] {
  const rng = tree.rngAt(path, 'prior');
  const weights = tree
    .qualitiesAt(path)
    .map((quality) => Math.exp(HINT_STRENGTH * quality + gaussian(rng)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function all(probabilities: readonly number[] | undefined): Proposal[] {
  if (probabilities === undefined) return ACTIONS.map((action) => ({ action }));
  return ACTIONS.map((action, index) => ({
    action,
    logProbability: Math.log(probabilities[index]!),
  }));
}

function draw(probabilities: readonly number[] | undefined, temperature: number, rng: Rng): string {
  if (probabilities === undefined) return rng.pick(ACTIONS);
  if (temperature === 0) return ACTIONS[probabilities.indexOf(Math.max(...probabilities))]!;
  const weights = probabilities.map((probability) => probability ** (1 / temperature));
  let rest = rng.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return ACTIONS.find((_, index) => (rest -= weights[index]!) < 0) ?? ACTIONS.at(-1)!;
}
