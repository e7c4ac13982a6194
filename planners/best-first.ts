import type { Planner, PlanningProblem, PlanResult } from '../src/core/planner.ts';
import { conclude } from '../src/search/conclude.ts';
import { oneByOne, type EventBatches } from '../src/search/events.ts';
import { grow, mostValuableOpen } from '../src/search/grow.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { secureEnd } from '../src/search/secure-end.ts';
import { Session } from '../src/search/session.ts';

export interface BestFirstOptions {
  /** How many states are expanded at most (c in the paper, there 20). */
  readonly expansions?: number | undefined;
  /** What the policy is asked for at a state (b in the paper, there 5). */
  readonly proposals?: number | undefined;
  readonly temperature?: number | undefined;
  /** Stop once something has finished that the objective values at least so much. */
  readonly threshold?: number | undefined;
}

/**
 * Best-first search (Koh et al. 2024, "Tree search for language model agents"): expands the state
 * with the highest value of all that are known, until the budget ends or a result is good enough.
 */
export function createBestFirst(options: BestFirstOptions = {}): Planner {
  const expansions = requireCount('expansions', options.expansions ?? 200);
  const growth = {
    proposals: requireCount('proposals', options.proposals ?? 10),
    temperature: requireTemperature('temperature', options.temperature ?? 0.7),
  };
  const { threshold = Infinity } = options;

  async function* run(problem: PlanningProblem): EventBatches<PlanResult> {
    const session = new Session(problem);
    const growing = await GrowingTree.plant(session, growth);
    const isGoodEnough = () =>
      growing.candidates.some(({ objective }) => (objective?.total ?? -Infinity) >= threshold);
    try {
      let frontier: number[] = [growing.tree.root];
      for (let done = 0; done < expansions; done += 1) {
        const [best, ...others] = mostValuableOpen(growing, frontier);
        if (best === undefined || isGoodEnough()) break;
        await secureEnd(growing);
        const { children, stop } = await grow(growing, [best]);
        yield growing.takeEvents();
        if (stop !== undefined) return yield* conclude(session, growing, stop);
        frontier = [...others, ...children];
      }
      return yield* conclude(session, growing, 'completed');
    } finally {
      await growing.close();
    }
  }
  return {
    name: 'best-first',
    summary: 'expands the most valuable state known',
    needsReward: true,
    plan: (problem) => oneByOne(run(problem)),
  };
}
