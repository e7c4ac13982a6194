import { describe, expect, it } from 'vitest';
import { Ledger, type Budget } from '../src/core/budget.ts';
import { runPlanner, type Planner } from '../src/core/planner.ts';
import { createRng } from '../src/core/rng.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { problemFor } from '../src/search/problem.ts';
import { createMockPolicy, createMockReward, foldTrace, PathGame } from '../src/testing/index.ts';
import { createBeam, createTreeOfThoughts } from './beam.ts';
import { createBestFirst } from './best-first.ts';
import { createLats } from './lats.ts';
import { createArmapM, createGumbel, createPuct, createUct } from './mcts.ts';
import { createValueGuidedBeam } from './value-guided-beam.ts';

const planners: readonly (readonly [string, Planner])[] = [
  ['uct', createUct({ simulations: 30 })],
  ['uct-4-leaves', createUct({ simulations: 30, leaves: 4 })],
  ['uct-rollouts', createUct({ simulations: 12, evaluate: 'rollout' })],
  ['puct', createPuct({ simulations: 30 })],
  ['puct-stepwise', createPuct({ simulations: 12, stepwise: true })],
  ['gumbel', createGumbel({ simulations: 12 })],
  ['armap-m', createArmapM({ simulations: 12 })],
  ['best-first', createBestFirst({ expansions: 8 })],
  ['beam', createBeam({ width: 2 })],
  ['tree-of-thoughts', createTreeOfThoughts({ width: 3 })],
  ['value-guided-beam', createValueGuidedBeam({ beams: 2 })],
  ['lats', createLats({ trajectories: 4, proposals: 3 })],
];

const liking = ({ final }: Trajectory) =>
  final.text.split('').reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 997, 7) /
  100;

async function trace(planner: Planner, shift = 0, budget: Budget = {}) {
  const game = new PathGame({ depth: 4 });
  const events: TraceEvent[] = [];
  const reward = createMockReward((trajectory) => liking(trajectory) + shift);
  const result = await runPlanner(
    planner,
    problemFor({
      benchmark: game,
      task: game.task,
      policy: createMockPolicy(),
      reward,
      ledger: new Ledger(budget, () => 0),
      rng: createRng(9),
    }),
    (event) => events.push(event),
  );
  return { result, events };
}

describe.each(planners)('%s', (name, planner) => {
  it('grows its golden tree', async () => {
    const { events, result } = await trace(planner);
    const tree = {
      best: result.best!.trajectory.steps.map(({ action }) => action),
      spent: result.spent,
      nodes: foldTrace(events),
    };
    await expect(`${JSON.stringify(tree, null, 1)}\n`).toMatchFileSnapshot(
      `golden/${name}.golden.json`,
    );
  });

  it('decides the same when a constant is added to every score', async () => {
    const decisions = async (shift: number) => {
      const { result, events } = await trace(planner, shift);
      return {
        candidates: result.candidates.map(({ trajectory }) => trajectory),
        nodes: foldTrace(events).map(({ value, ...rest }) => ({
          ...rest,
          isValued: !isNaN(value),
        })),
      };
    };
    const expected = await decisions(0);
    // Powers of two and their sums, so that the sums themselves are exact enough.
    for (const shift of [-8, -4, 8, 64]) expect(await decisions(shift)).toEqual(expected);
  });

  it('has every end inside its tree among the candidates', async () => {
    const { events, result } = await trace(planner);
    const ids = new Set(result.candidates.map(({ trajectory }) => trajectory.id));
    const contents = new Set(
      result.candidates.map(({ trajectory }) =>
        trajectory.steps.map(({ action }) => action).join(),
      ),
    );
    const nodes = new Map(foldTrace(events).map((node) => [node.node, node]));
    for (const { node, end } of nodes.values()) {
      if (end !== 'finished') continue;
      const actions: string[] = [];
      for (let at = nodes.get(node); at !== undefined; at = nodes.get(at.parent))
        actions.push(at.action);
      expect(ids.has(`path/node-${node}`) || contents.has(actions.reverse().join())).toBe(true);
    }
  });

  it('has an answer for every budget that suffices for one rollout', async () => {
    for (const policyCalls of [4, 5, 7, 10]) {
      // A step limit of 4 is what a rollout of this game needs.
      const { result } = await trace(planner, 0, { policyCalls: policyCalls + 8 });
      expect(result.best?.trajectory.end).toBe('finished');
    }
  });
});
