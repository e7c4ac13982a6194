import { describe, expect, it } from 'vitest';
import { Ledger } from '../core/budget.ts';
import type { Environment } from '../core/environment.ts';
import { createRng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { createMockPolicy, createMockReward, PathGame } from '../testing/index.ts';
import { GrowingTree } from './growing-tree.ts';
import { problemFor } from './problem.ts';
import { selectPuct, selectUct } from './selection.ts';
import { Session } from './session.ts';
import { simulate, type SimulationRules } from './simulate.ts';
import { addProposals, createTree, NO_NODE, type Tree } from './tree.ts';

const GROWTH = { proposals: 3, temperature: 1 };
const everyAction = (_: unknown, index: number) => ['a', 'b', 'c'][index % 3]!;

/** Tells all states of the game apart. */
const liking = ({ final }: Trajectory) =>
  final.text.split('').reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 997, 7) /
  100;

function sessionFor(game: PathGame, reward = createMockReward(liking)): Session {
  return new Session(
    problemFor({
      benchmark: game,
      task: game.task,
      policy: createMockPolicy({ script: everyAction }),
      reward,
      ledger: new Ledger({}, () => 0),
      rng: createRng(4),
      concurrency: 4,
    }),
  );
}

async function run(
  growing: GrowingTree,
  rules: Partial<SimulationRules>,
  count: number,
): Promise<void> {
  const complete = { select: selectUct(), evaluate: 'prefix', ...rules } as const;
  for await (const _ of simulate(growing, complete, count));
}

async function search(
  game: PathGame,
  rules: Partial<SimulationRules> = {},
  count = 60,
): Promise<{ growing: GrowingTree; tree: Tree; session: Session }> {
  const session = sessionFor(game);
  const growing = await GrowingTree.plant(session, GROWTH);
  await run(growing, rules, count);
  return { growing, tree: growing.tree, session };
}

const deep = () => new PathGame({ depth: 5 });

describe('the statistics of a tree', () => {
  it.each([1, 7])('add up with %i simulations under way', async (leaves) => {
    const { tree } = await search(deep(), { leaves });
    expect(tree.nodes[0]!.visits).toBe(60);
    const values = tree.nodes.slice(1).map((node) => node.value!);
    expect(tree.lowest).toBe(Math.min(...values));
    expect(tree.highest).toBe(Math.max(...values));
    for (const [index, node] of tree.nodes.entries()) {
      const children = tree.nodes.filter(({ parent }) => parent === index);
      const sum = (read: (child: (typeof children)[number]) => number) =>
        children.reduce((total, child) => total + read(child), 0);
      expect(node.inFlight).toBe(0);
      const own = node.visits - sum((child) => child.visits);
      expect(own).toBeGreaterThanOrEqual(0);
      expect(node.valueSum).toBeCloseTo(
        sum((child) => child.valueSum) + own * (node.value ?? 0),
        9,
      );
      if (node.visits === 0) continue;
      const seen = [...children.map((child) => child.valueBest), ...(own > 0 ? [node.value!] : [])];
      expect(node.valueBest).toBe(Math.max(...seen));
    }
  });

  it('count each simulation under way as a visit that brought the least', async () => {
    const { tree } = await search(deep(), { leaves: 9 }, 9);
    // Nine simulations at once from a fresh root spread over all three actions.
    const roots = tree.nodes.filter(({ parent }) => parent === 0);
    expect(roots.map(({ visits }) => visits)).toEqual([3, 3, 3]);
  });

  it('are JSON through and through', async () => {
    const { tree } = await search(deep());
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  });
});

describe('a search', () => {
  it('grows the same tree however the environment branches', async () => {
    const trees = [];
    const steps = [];
    for (const branching of ['clone', 'snapshot', 'replay'] as const) {
      const game = new PathGame({ depth: 4, branching });
      const { growing, tree, session } = await search(game);
      await growing.close();
      trees.push(tree);
      steps.push(session.spent.environmentSteps);
      expect(session.spent.environmentSteps).toBe(game.counts.steps);
      expect(game.counts.closed).toBe(game.counts.opened);
    }
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
    expect(steps[1]).toBe(steps[0]);
    // A replay pays for the way to each state, and says so.
    expect(steps[2]).toBeGreaterThan(steps[0]!);
  });

  it.each(['clone', 'snapshot', 'replay'] as const)(
    'saved as JSON and resumed goes on as if nothing had happened (%s)',
    async (branching) => {
      const game = () => new PathGame({ depth: 4, branching });
      const whole = await search(game(), {}, 50);
      const half = await search(game(), {}, 20);
      const { tree, candidates } = half.growing;
      const saved = JSON.parse(JSON.stringify({ tree, candidates })) as typeof half.growing;
      const resumed = await GrowingTree.replant(sessionFor(game()), GROWTH, saved);
      await run(resumed, {}, 30);
      expect(resumed.tree).toEqual(whole.tree);
      expect(JSON.parse(JSON.stringify(resumed.candidates))).toEqual(
        JSON.parse(JSON.stringify(whole.growing.candidates)),
      );
    },
  );

  it('ends by itself when everything is known', async () => {
    const { tree, growing } = await search(new PathGame({ depth: 2 }), {}, 1000);
    expect(tree.nodes).toHaveLength(1 + 3 + 9);
    expect(tree.nodes[0]!.exhausted).toBe(true);
    expect(growing.candidates).toHaveLength(9);
  });

  it('keeps every end that it finds inside the tree among the candidates', async () => {
    const { tree, growing } = await search(new PathGame({ depth: 3 }), {}, 35);
    const ends = tree.nodes.flatMap(({ end }, index) =>
      end === 'finished' ? [`path/node-${index}`] : [],
    );
    expect(ends.length).toBeGreaterThan(3);
    expect(growing.candidates.map(({ trajectory }) => trajectory.id).sort()).toEqual(ends.sort());
  });

  it('keeps histories apart that end on equal pages', async () => {
    const game = new PathGame({ depth: 3 });
    const policy = createMockPolicy({
      script: (_, index) => ['a', 'nothing happens', 'b'][index]!,
    });
    const problem = { ...sessionFor(game).problem, policy };
    const growing = await GrowingTree.plant(new Session(problem), GROWTH);
    await run(growing, {}, 30);
    const pages = growing.tree.nodes.map(({ page }) => page.text);
    expect(new Set(pages).size).toBeLessThan(pages.length);
    const actions = growing.candidates.map(({ trajectory }) =>
      trajectory.steps.map(({ action }) => action).join('/'),
    );
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('treats an environment that does not repeat itself as a failed branch, and says so', async () => {
    const game = new PathGame({ depth: 4, branching: 'replay' });
    const problem = sessionFor(game).problem;
    let opened = 0;
    const fickle = (): Environment => {
      const environment = game.openEnvironment();
      opened += 1;
      let steps = 0;
      return {
        branching: environment.branching,
        reset: () => environment.reset(),
        close: () => environment.close(),
        step: async (action) => {
          const result = await environment.step(action);
          steps += 1;
          const text = `${result.observation.text}${steps > 12 ? '!' : ''}`;
          return { ...result, observation: { ...result.observation, text } };
        },
      };
    };
    const session = new Session({ ...problem, openEnvironment: fickle });
    const growing = await GrowingTree.plant(session, GROWTH);
    await run(growing, {}, 40);
    expect(opened).toBe(1);
    const { length } = growing.positions.divergences;
    expect(length).toBeGreaterThan(0);
    expect(session.finish(growing.candidates, 'objective', 'completed').divergences).toBe(length);
    const failures = growing.candidates.filter(({ trajectory }) => trajectory.end === 'failed');
    expect(failures[0]!.trajectory.failure).toBe('the environment did not repeat itself');
  });
});

describe('the policy in a tree search', () => {
  it('draws visits in proportion to its priors when all values are equal', async () => {
    const tree = createTree({ text: '' });
    const probabilities = [0.6, 0.3, 0.1];
    addProposals(
      tree.nodes[0]!,
      probabilities.map((p, index) => ({ action: `${index}`, logProbability: Math.log(p) })),
    );
    const game = new PathGame({ depth: 8 });
    const policy = createMockPolicy();
    policy.propose = ({ steps }) => ({
      proposals: probabilities.map((p, index) => ({
        action: ['a', 'b', 'c'][index]!,
        ...(steps.length === 0 ? { logProbability: Math.log(p) } : {}),
      })),
      usage: { policyCalls: 1, promptTokens: 0, completionTokens: 0, costUsd: 0 },
    });
    const session = new Session({
      ...sessionFor(
        game,
        createMockReward(() => 1),
      ).problem,
      policy,
    });
    const growing = await GrowingTree.plant(session, GROWTH);
    await run(growing, { select: selectPuct() }, 400);
    const visits = growing.tree.nodes
      .filter(({ parent }) => parent === 0)
      .map((node) => node.visits);
    const shares = visits.map((count) => count / 400).sort((a, b) => b - a);
    shares.forEach((share, index) => {
      expect(share).toBeCloseTo(probabilities[index]!, 1);
    });
  });

  it('has equal actions merged, their frequency as prior', () => {
    const tree = createTree({ text: '' });
    const node = tree.nodes[0]!;
    const actions = ['x', 'y', 'x', 'x'].map((action) => ({ action }));
    expect(addProposals(node, actions)).toBe(2);
    expect(node.actions).toEqual(['x', 'y']);
    expect(node.priors).toEqual([0.75, 0.25]);
    expect(node.parent).toBe(NO_NODE);
  });
});
