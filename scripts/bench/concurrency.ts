import { setTimeout as wait } from 'node:timers/promises';
import { createBestOfN, createUct } from '../../planners/index.ts';
import { maximizeReward } from '../../src/core/objective.ts';
import type { Planner } from '../../src/core/planner.ts';
import type { Policy } from '../../src/core/policy.ts';
import { createRng } from '../../src/core/rng.ts';
import { runExperiment } from '../../src/evaluate/experiment.ts';
import { Journal } from '../../src/evaluate/journal.ts';
import { createMockPolicy, createMockReward } from '../../src/testing/mocks.ts';
import { PathGame, type PathTask } from '../../src/testing/path-game.ts';

/**
 * How well an experiment keeps a policy busy that takes 50 ms: 64 tasks, 32 calls in flight. Prints
 * JSON; `ratio` is the time that the calls would take with never a place free, by the time that the
 * experiment took.
 */
const CALL_MS = 50;
const CONCURRENCY = 32;
const TASKS = 64;

const PLANNERS: readonly Planner[] = [
  createBestOfN({ samples: 8 }),
  createUct({ simulations: 64 }),
  { ...createUct({ simulations: 64, leaves: 8 }), name: 'mcts-uct, 8 leaves' },
];

const game = new PathGame({ depth: 6 });
const tasks = Array.from({ length: TASKS }, (_, index): PathTask => ({
  ...game.task,
  id: `task-${index}`,
}));

async function measure(planner: Planner) {
  const answering = createMockPolicy();
  let calls = 0;
  const policy: Policy = {
    name: 'slow',
    propose: async (context, options) => {
      calls += 1;
      await wait(CALL_MS);
      return answering.propose(context, options);
    },
  };
  const startedAt = performance.now();
  await runExperiment({
    benchmark: game,
    tasks,
    planners: [planner],
    policy,
    reward: createMockReward(({ steps }) => steps.length),
    objective: maximizeReward,
    budget: {},
    rng: createRng(1),
    clock: () => performance.now(),
    concurrency: CONCURRENCY,
    journal: Journal.inMemory(),
  });
  const wallMs = performance.now() - startedAt;
  const idealMs = (calls * CALL_MS) / CONCURRENCY;
  return {
    planner: planner.name,
    calls,
    idealMs: Math.round(idealMs),
    wallMs: Math.round(wallMs),
    ratio: Math.round((100 * idealMs) / wallMs) / 100,
  };
}

const results = [];
for (const planner of PLANNERS) results.push(await measure(planner));
console.log(JSON.stringify({ benchmark: 'concurrency', results }, null, 2));
