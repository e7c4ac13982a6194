import type { StopReason } from '../src/core/budget.ts';
import type { Planner, PlanningProblem, PlanResult } from '../src/core/planner.ts';
import type { RememberedTrial } from '../src/core/policy.ts';
import type { Reflector } from '../src/core/reflector.ts';
import { backUp, countFirstVisit } from '../src/search/backup.ts';
import { conclude } from '../src/search/conclude.ts';
import { inBatches, oneByOne, type EventBatches } from '../src/search/events.ts';
import { grow, mostValuable } from '../src/search/grow.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { requireCount, requireNumber, requireTemperature } from '../src/search/option-check.ts';
import { reflectOn } from '../src/search/reflect-on.ts';
import { ruleBasedReflector } from '../src/search/rule-based-reflector.ts';
import { secureEnd } from '../src/search/secure-end.ts';
import { selectUct, type SelectEdge } from '../src/search/selection.ts';
import { Session } from '../src/search/session.ts';
import { childOf, NO_NODE, type Tree } from '../src/search/tree.ts';
import { sufficesFrom, thresholdFor } from './sufficient.ts';

export interface LatsOptions {
  /** How many trajectories are followed to an end at most (k in the paper, there 30 to 50). */
  readonly trajectories?: number | undefined;
  /** What the policy is asked for at a state (n in the paper, there 5); 10 if absent, as elsewhere here. */
  readonly proposals?: number | undefined;
  readonly temperature?: number | undefined;
  /** The exploration weight, on values normalised to 0..1 (w in the paper, there 1). */
  readonly c?: number | undefined;
  /** The reward's value from which a trajectory is good enough, as of Reflexion. */
  readonly threshold?: number | undefined;
  /** How many failed ends are remembered, the last ones; 3 in the published code. */
  readonly remembered?: number | undefined;
  /** Makes something of a failed end. If absent, the problem's, or a rule that says what was tried. */
  readonly reflector?: Reflector | undefined;
}

/**
 * Language agent tree search (LATS; Zhou et al. 2023, arXiv 2310.04406): from the state that upper
 * confidence bounds select, expand and evaluate, follow the best new state to an end, hand the value
 * of the end back, and reflect on it if it failed; later proposals are shown the reflections.
 *
 * The judge is the problem's reward, of states and of ends: never the true score, by which the
 * published code stops and chooses. Values are means, not means divided by visits once more. Equal
 * proposals are one state; their share, the paper's self-consistency score, is left out.
 */
export function createLats(options: LatsOptions = {}): Planner {
  const trajectories = requireCount('trajectories', options.trajectories ?? 30);
  const remembered = requireCount('remembered', options.remembered ?? 3);
  const growth = {
    proposals: requireCount('proposals', options.proposals ?? 10),
    temperature: requireTemperature('temperature', options.temperature ?? 0.7),
  };
  const select = selectUct({ c: requireNumber('c', options.c ?? 1, 0) });
  if (options.threshold !== undefined) requireNumber('threshold', options.threshold);

  async function* run(problem: PlanningProblem): EventBatches<PlanResult> {
    const session = new Session(problem);
    const growing = await GrowingTree.plant(session, growth);
    const { tree } = growing;
    const suffices = sufficesFrom(thresholdFor(problem, options.threshold));
    const reflector = options.reflector ?? problem.reflector ?? ruleBasedReflector;
    let memory: readonly RememberedTrial[] = [];
    try {
      for (let k = 0; k < trajectories && !tree.nodes[tree.root]!.exhausted; k += 1) {
        const { end, stop } = await followToEnd(growing, selectLeaf(tree, select));
        // A state at which the policy failed counts as what it was worth before.
        const value = growing.node(end).value ?? tree.lowest ?? 0;
        if (stop === undefined) backUp(tree, end, value);
        yield [...growing.takeEvents(), { type: 'simulation-ended', node: end, value }];
        if (stop !== undefined) return yield* conclude(session, growing, stop);

        const { id } = growing.trajectoryAt(end);
        const found = growing.candidates.find(({ trajectory }) => trajectory.id === id);
        if (found?.score === undefined) continue;
        if (suffices(found)) break;
        const { trajectory, score } = found;
        const rng = problem.rng.fork(`reflection-${k}`);
        const lesson = yield* inBatches(
          reflectOn(session, { trajectory, score }, { reflector, rng }),
        );
        if (typeof lesson === 'string') return yield* conclude(session, growing, lesson);
        memory = [...memory, lesson].slice(-remembered);
        growing.memory = memory;
      }
      return yield* conclude(session, growing, 'completed');
    } finally {
      await growing.close();
    }
  }
  return {
    name: 'lats',
    summary: 'tree search that follows each new branch to its end and learns from failed ones',
    needsReward: true,
    reflects: true,
    plan: (problem) => oneByOne(run(problem)),
  };
}

/** Selection: down the tree to a state that was not expanded yet. */
function selectLeaf(tree: Tree, select: SelectEdge): number {
  for (let at = tree.root; ;) {
    const node = tree.nodes[at]!;
    const next = node.actions.length === 0 ? NO_NODE : childOf(node, select(tree, at));
    if (next === NO_NODE) return at;
    at = next;
  }
}

/** Expansion, evaluation and simulation: on by the most valuable of the new states, to an end. */
async function followToEnd(
  growing: GrowingTree,
  leaf: number,
): Promise<{ readonly end: number; readonly stop?: StopReason }> {
  let at = leaf;
  while (growing.node(at).end === 'unfinished') {
    await secureEnd(growing);
    const { children, stop } = await grow(growing, [at]);
    if (stop !== undefined) return { end: at, stop };
    for (const child of children) countFirstVisit(growing.tree, child);
    at = mostValuable(growing, children)[0] ?? at;
  }
  return { end: at };
}
