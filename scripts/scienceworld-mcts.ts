import { parseArgs } from 'node:util';
import { scienceworld } from '../benchmarks/scienceworld/scienceworld.ts';
import { createArmapM, createUct } from '../planners/mcts.ts';
import type { Planner } from '../src/core/planner.ts';
import type { RewardModel } from '../src/core/reward-model.ts';
import { createRng } from '../src/core/rng.ts';
import { plan } from '../src/search/plan.ts';

/**
 * What branching costs in the official simulator: how many steps the simulators take for each useful
 * one, in tree search with few rollouts. Useful is a step that leads where the search was not before;
 * the others only bring a simulator back to where a branch begins.
 */

/** Of eight topics, the first variation of each test split. */
const TASKS = [
  'melt/21',
  'use-thermometer/405',
  'power-component/15',
  'find-living-thing/225',
  'grow-plant/93',
  'chemistry-mix-paint-secondary-color/27',
  'lifespan-longest-lived/93',
  'inclined-plane-determine-angle/126',
];

const { values } = parseArgs({
  options: {
    jar: { type: 'string', default: '' },
    jvms: { type: 'string', default: '2' },
    simulations: { type: 'string', default: '10' },
    tasks: { type: 'string', default: TASKS.join(',') },
    stepwise: { type: 'boolean', default: false },
  },
});
const settings = {
  simulations: Number(values.simulations),
  evaluate: 'rollout',
  stepwise: values.stepwise,
} as const;

/** It likes nothing in particular, so that the search jumps from branch to branch. */
const chance: RewardModel = {
  name: 'chance',
  version: '1',
  calibrated: false,
  sees: { text: true, images: false },
  score: (trajectories) =>
    trajectories.map(({ steps }) => {
      const raw = createRng(steps.map(({ action }) => action).join('\n')).next();
      return { raw, value: raw };
    }),
};

interface Cost {
  readonly found: number;
  readonly executed: number;
  readonly diverged: number;
}

async function costOf(planner: Planner, id: string): Promise<Cost> {
  const options = { jvms: Number(values.jvms), ...(values.jar === '' ? {} : { jar: values.jar }) };
  const set = await scienceworld.load({ options });
  try {
    const [task] = await set.prepare!([set.find(id)!]);
    const policy = scienceworld.policies['experimenter']!.create();
    await plan(planner, { benchmark: scienceworld, task: task!, policy, reward: chance });
    const { found, executed, diverged } = task!.settings.pool.counts;
    return { found, executed, diverged };
  } finally {
    await set.close!();
  }
}

const perUseful = (costs: readonly Cost[]) => {
  const [executed, found] = [costs.map((cost) => cost.executed), costs.map((cost) => cost.found)];
  return Number((sum(executed) / sum(found)).toFixed(2));
};
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const all: Cost[] = [];
for (const planner of [createUct(settings), createArmapM(settings)]) {
  for (const id of values.tasks.split(',')) {
    const cost = await costOf(planner, id);
    all.push(cost);
    console.log(
      JSON.stringify({ planner: planner.name, task: id, ...cost, each: perUseful([cost]) }),
    );
  }
}
console.log(
  JSON.stringify({
    overall: perUseful(all),
    worst: Math.max(...all.map((cost) => perUseful([cost]))),
  }),
);
