import type { Policy } from '../core/policy.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { ONE_CALL } from '../core/usage.ts';
import type { Visits } from './visits.ts';

/** Ways to make walks differ; none where absent. */
export interface Diversity {
  /** Of so many proposals the one is taken that leads where the fewest walks have been. */
  readonly novelty?: number | undefined;
  /** The first actions that are available at a task are taken in turn, whatever the policy likes. */
  readonly spreadFirstActions?: boolean | undefined;
  /** The share of the walks that are broken off after a random number of actions, 0 to 1. */
  readonly earlyStops?: number | undefined;
}

/**
 * Looks at several proposals and takes the one whose next page was seen least (count-based novelty,
 * Strehl and Littman 2008); an action that was never tried there counts as seen 0 times. Of equals
 * the first proposed is taken, so with nothing visited the policy acts as it is. A call costs what
 * the policy takes for that many candidates.
 */
export function preferNovel(policy: Policy, visits: Visits, candidates: number): Policy {
  return {
    name: policy.name,
    propose: async (context, options) => {
      const { proposals, usage } = await policy.propose(context, { ...options, count: candidates });
      const page = context.observation.text;
      const ranked = proposals
        .map((proposal, place) => ({ proposal, place, seen: visits.ahead(page, proposal.action) }))
        .sort((a, b) => a.seen - b.seen || a.place - b.place);
      return { proposals: ranked.slice(0, options.count).map(({ proposal }) => proposal), usage };
    },
    costBound: (context, options) =>
      policy.costBound?.(context, { ...options, count: candidates }) ?? { policyCalls: 1 },
  };
}

/** The `turn`-th of the first actions available at a task, in an order of the task's own. */
export function takeFirstInTurn(policy: Policy, taskId: string, turn: number): Policy {
  return {
    name: policy.name,
    propose: (context, options) => {
      const { availableActions = [] } = context.observation;
      if (context.steps.length > 0 || availableActions.length < 2) {
        return policy.propose(context, options);
      }
      const order = createRng(`first actions of ${taskId}`).shuffle(availableActions);
      return { proposals: [{ action: order[turn % order.length]! }], usage: ONE_CALL };
    },
    costBound: (context, options) => policy.costBound?.(context, options) ?? { policyCalls: 1 },
  };
}

/** How many actions a walk may take: all, or for the given share of the walks fewer. */
export function stepLimit(maxSteps: number, earlyStops: number, rng: Rng): number {
  return rng.next() < earlyStops ? 1 + rng.integer(Math.max(1, maxSteps - 1)) : maxSteps;
}
