import type { Planner, PlanningProblem, PlanResult } from '../src/core/planner.ts';
import { planStepwise } from '../src/search/commit.ts';
import { conclude } from '../src/search/conclude.ts';
import { oneByOne, type EventBatches } from '../src/search/events.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { GUMBEL_DEFAULTS, recommendGumbel, selectGumbel, visitsOf } from '../src/search/gumbel.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import {
  recommendBest,
  recommendMostVisited,
  selectArmap,
  selectPuct,
  selectUct,
  type SelectEdge,
} from '../src/search/selection.ts';
import { Session } from '../src/search/session.ts';
import { simulate, type SimulationRules } from '../src/search/simulate.ts';
import type { Tree } from '../src/search/tree.ts';

export interface MctsOptions {
  /** At most; the search ends earlier when nothing new can be found. Of each step with `stepwise`. */
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
  /** Commit one action after each search, and search again from there. */
  readonly stepwise?: boolean | undefined;
}

export interface GumbelMctsOptions extends MctsOptions {
  /** Root actions considered at most (m in the paper). */
  readonly considered?: number | undefined;
}

/** On Game of 24 with the embedded policy, see `docs/search.md`. */
const DEFAULTS = { simulations: 1000, proposals: 10, temperature: 0.7, widening: 0.5 } as const;

/** How a search goes through its tree, and which action it stands for in the end. */
interface TreePolicy {
  readonly select: SelectEdge;
  readonly recommend: (tree: Tree) => number;
}

/**
 * Monte-Carlo tree search with UCT (Kocsis and Szepesvari 2006): every action of a node is tried
 * once, then the one with the highest upper confidence bound is followed.
 */
export function createUct(options: MctsOptions = {}): Planner {
  const select = selectUct({ c: options.c ?? 0.7 });
  return mcts(
    'mcts-uct',
    'Monte-Carlo tree search by upper confidence bounds',
    { widening: 0.25, ...options },
    () => ({
      select,
      recommend: recommendMostVisited,
    }),
  );
}

/** Monte-Carlo tree search with PUCT (Silver et al. 2018): the policy's probabilities guide it. */
export function createPuct(options: MctsOptions = {}): Planner {
  const select = selectPuct({ c: options.c ?? 0.6 });
  return mcts('mcts-puct', 'Monte-Carlo tree search guided by the policy', options, () => ({
    select,
    recommend: recommendMostVisited,
  }));
}

/**
 * Monte-Carlo tree search with Gumbel and sequential halving at the root (Danihelka et al. 2022),
 * for 4 to 64 simulations a step.
 */
export function createGumbel(options: GumbelMctsOptions = {}): Planner {
  const { simulations = 64, stepwise = true } = options;
  const complete = { ...options, simulations, stepwise };
  return mcts(
    'mcts-gumbel',
    'tree search with few simulations, by Gumbel and sequential halving',
    complete,
    ({ rng }, tree) => {
      const root = tree.nodes[tree.root]!;
      const gumbel = {
        ...GUMBEL_DEFAULTS,
        considered: options.considered ?? GUMBEL_DEFAULTS.considered,
        simulations,
        rng: rng.fork(`gumbel-${tree.root}`),
        before: root.actions.map((_, edge) => visitsOf(tree, root, edge)),
      };
      return {
        select: selectGumbel(gumbel),
        recommend: (searched) => recommendGumbel(searched, gumbel),
      };
    },
  );
}

/**
 * The settings of the published ARMAP-M (arXiv 2502.12130, appendix A.3, and its code), as a
 * baseline: 10 proposals, c = 6.364, gamma = 0.9, the best return as value, greedy rollouts scored at
 * their end. Without its defects: values are normalised, every finished trajectory is kept, and
 * proposals come from the node's own state.
 */
export function createArmapM(
  options: Pick<MctsOptions, 'simulations' | 'leaves' | 'evaluate' | 'stepwise'> = {},
): Planner {
  const published = { evaluate: 'rollout', ...options, widening: 0 } as const;
  const rules = { rolloutTemperature: 0, discount: 0.9 };
  const policy = { select: selectArmap(), recommend: recommendBest };
  return mcts(
    'armap-m',
    'the published settings of ARMAP-M, as a baseline',
    published,
    () => policy,
    rules,
  );
}

function mcts(
  name: string,
  summary: string,
  options: MctsOptions,
  policyFor: (problem: PlanningProblem, tree: Tree) => TreePolicy,
  more: Pick<SimulationRules, 'rolloutTemperature' | 'discount'> = {},
): Planner {
  const simulations = requireCount('simulations', options.simulations ?? DEFAULTS.simulations);
  const widening = requireTemperature('widening', options.widening ?? DEFAULTS.widening);
  const growth = {
    proposals: requireCount('proposals', options.proposals ?? DEFAULTS.proposals),
    temperature: requireTemperature('temperature', options.temperature ?? DEFAULTS.temperature),
    asksAgain: widening > 0,
  };
  const rules = {
    ...more,
    evaluate: options.evaluate ?? 'prefix',
    leaves: requireCount('leaves', options.leaves ?? 1),
    widen: ({ asks, visits }: { asks: number; visits: number }) =>
      asks < widening * Math.sqrt(visits),
  };
  async function* run(problem: PlanningProblem): EventBatches<PlanResult> {
    const session = new Session(problem);
    const growing = await GrowingTree.plant(session, growth);
    let policy = policyFor(problem, growing.tree);
    const search = () => {
      policy = policyFor(problem, growing.tree);
      return simulate(growing, { ...rules, select: policy.select }, simulations);
    };
    const recommend = (tree: Tree) => policy.recommend(tree);
    try {
      if (options.stepwise === true) {
        return yield* planStepwise(session, growing, { search, recommend });
      }
      return yield* conclude(session, growing, yield* search());
    } finally {
      await growing.close();
    }
  }
  return { name, summary, needsReward: true, plan: (problem) => oneByOne(run(problem)) };
}
