import type { Planner } from '../src/core/planner.ts';
import { conclude } from '../src/search/conclude.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { selectArmap, selectPuct, selectUct, type SelectEdge } from '../src/search/selection.ts';
import { Session } from '../src/search/session.ts';
import { simulate, type SimulationRules } from '../src/search/simulate.ts';

export interface MctsOptions {
  /** At most; the search ends earlier when nothing new can be found. */
  readonly simulations?: number | undefined;
  /** What the policy is asked for at a node. */
  readonly proposals?: number | undefined;
  readonly temperature?: number | undefined;
  /** What a new node is worth, see `SimulationRules`. */
  readonly evaluate?: SimulationRules['evaluate'] | undefined;
  /** The exploration constant, on values normalised to 0..1. */
  readonly c?: number | undefined;
  readonly leaves?: number | undefined;
  /**
   * Progressive widening (Coulom 2007): the policy is asked again at a node when its visits exceed
   * (asks / widening)^2. 0 asks once; needed where the actions are many.
   */
  readonly widening?: number | undefined;
}

const DEFAULTS = { simulations: 1000, proposals: 10, temperature: 0.7, widening: 0.25 } as const;

/**
 * Monte-Carlo tree search with UCT (Kocsis and Szepesvari 2006): every action of a node is tried
 * once, then the one with the highest upper confidence bound is followed.
 */
export function createUct(options: MctsOptions = {}): Planner {
  return mcts('mcts-uct', 'Monte-Carlo tree search by upper confidence bounds', options, {
    select: selectUct({ c: options.c ?? Math.SQRT1_2 }),
  });
}

/** Monte-Carlo tree search with PUCT (Silver et al. 2018): the policy's probabilities guide it. */
export function createPuct(options: MctsOptions = {}): Planner {
  return mcts('mcts-puct', 'Monte-Carlo tree search guided by the policy', options, {
    select: selectPuct(options.c === undefined ? {} : { c: options.c }),
  });
}

/**
 * The settings of the published ARMAP-M (arXiv 2502.12130, appendix A.3, and its code), as a
 * baseline: 10 proposals, c = 6.364, gamma = 0.9, the best return as value, greedy rollouts scored at
 * their end. Without its defects: values are normalised, every finished trajectory is kept, and
 * proposals come from the node's own state.
 */
export function createArmapM(options: Pick<MctsOptions, 'simulations' | 'leaves'> = {}): Planner {
  const published = { ...options, widening: 0 };
  return mcts('armap-m', 'the published settings of ARMAP-M, as a baseline', published, {
    select: selectArmap(),
    evaluate: 'rollout',
    rolloutTemperature: 0,
    discount: 0.9,
  });
}

function mcts(
  name: string,
  summary: string,
  options: MctsOptions,
  rules: Omit<SimulationRules, 'evaluate'> & Partial<SimulationRules> & { select: SelectEdge },
): Planner {
  const simulations = requireCount('simulations', options.simulations ?? DEFAULTS.simulations);
  const widening = requireTemperature('widening', options.widening ?? DEFAULTS.widening);
  const growth = {
    proposals: requireCount('proposals', options.proposals ?? DEFAULTS.proposals),
    temperature: requireTemperature('temperature', options.temperature ?? DEFAULTS.temperature),
    asksAgain: widening > 0,
  };
  const complete: SimulationRules = {
    evaluate: options.evaluate ?? 'prefix',
    leaves: requireCount('leaves', options.leaves ?? 1),
    widen: ({ asks, visits }) => asks < widening * Math.sqrt(visits),
    ...rules,
  };
  return {
    name,
    summary,
    needsReward: true,
    async *plan(problem) {
      const session = new Session(problem);
      const growing = await GrowingTree.plant(session, growth);
      try {
        const stopReason = yield* simulate(growing, complete, simulations);
        return yield* conclude(session, growing, stopReason);
      } finally {
        await growing.close();
      }
    },
  };
}
