import type { Policy, Proposal } from '../../src/core/policy.ts';
import type { Rng } from '../../src/core/rng.ts';
import { ONE_CALL } from '../../src/core/usage.ts';
import { pathOf } from './environment.ts';
import { ACTIONS, gaussian, type ValueTree } from './tree.ts';

/**
 * What the policy knows. `uniform`: nothing, it tells no probabilities. Else the logit of an action is a
 * multiple of its quality plus standard Gaussian noise, which belongs to the state and the action.
 */
export type PriorKind = 'uniform' | 'weak' | 'informed';

/**
 * The multiple; its inverse is the deviation of the policy's noise on the scale of qualities. An
 * informed policy judges actions as well as the reward judges states: 1 / 5 is the reward's `NOISE`.
 */
const STRENGTH = { weak: 2, informed: 5 } as const;

/** Proposes every action once when it is asked for ten or more, else draws from its prior. */
export function createPolicy(tree: ValueTree, prior: PriorKind): Policy {
  return {
    name: prior,
    propose: ({ steps, rng }, { count, temperature }) => {
      const probabilities =
        prior === 'uniform' ? undefined : probabilitiesAt(tree, pathOf(steps), prior);
      if (count >= ACTIONS.length) return { proposals: all(probabilities), usage: ONE_CALL };
      const proposals = Array.from({ length: count }, () => ({
        action: draw(probabilities, temperature, rng),
      }));
      return { proposals, usage: ONE_CALL };
    },
  };
}

export function probabilitiesAt(
  tree: ValueTree,
  path: string,
  prior: keyof typeof STRENGTH,
): number[] {
  const rng = tree.rngAt(path, 'prior');
  const weights = tree
    .qualitiesAt(path)
    .map((quality) => Math.exp(STRENGTH[prior] * quality + gaussian(rng)));
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
