import type { Planner, PlanningProblem, PlanResult } from '../src/core/planner.ts';
import { conclude } from '../src/search/conclude.ts';
import { oneByOne, type EventBatches } from '../src/search/events.ts';
import { grow, mostValuableOpen } from '../src/search/grow.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { secureEnd } from '../src/search/secure-end.ts';
import { Session } from '../src/search/session.ts';

export interface BeamOptions {
  /** How many states are kept at each depth. */
  readonly width?: number | undefined;
  /** What the policy is asked for at a state. */
  readonly proposals?: number | undefined;
  readonly temperature?: number | undefined;
}

/**
 * Beam search over actions, guided by the value of prefixes (Xie et al. 2023, arXiv 2305.00633):
 * all states of one depth are expanded together, and the most valuable of what comes are kept.
 */
export function createBeam(options: BeamOptions = {}): Planner {
  return beam('beam', 'keeps the most valuable states of each depth', { width: 8, ...options });
}

/**
 * Tree of Thoughts by breadth-first search (Yao et al. 2023, arXiv 2305.10601): the policy proposes
 * once at each state, the evaluator values each proposal, and the best 5 are kept at each step.
 */
export function createTreeOfThoughts(options: BeamOptions = {}): Planner {
  const published = { width: 5, ...options };
  return beam('tree-of-thoughts', 'breadth-first, 5 states a step, as published', published);
}

function beam(name: string, summary: string, options: BeamOptions): Planner {
  const width = requireCount('width', options.width ?? 8);
  const growth = {
    proposals: requireCount('proposals', options.proposals ?? 10),
    temperature: requireTemperature('temperature', options.temperature ?? 0.7),
  };

  async function* run(problem: PlanningProblem): EventBatches<PlanResult> {
    const session = new Session(problem);
    const growing = await GrowingTree.plant(session, growth);
    try {
      let kept: readonly number[] = [growing.tree.root];
      while (kept.length > 0) {
        await secureEnd(growing);
        const { children, stop } = await grow(growing, kept);
        yield growing.takeEvents();
        if (stop !== undefined) return yield* conclude(session, growing, stop);
        kept = mostValuableOpen(growing, children).slice(0, width);
      }
      return yield* conclude(session, growing, 'completed');
    } finally {
      await growing.close();
    }
  }
  return { name, summary, needsReward: true, plan: (problem) => oneByOne(run(problem)) };
}
