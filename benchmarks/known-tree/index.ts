import type { Benchmark, Task } from '../../src/core/benchmark.ts';
import { InputError } from '../../src/core/errors.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { KnownTreeEnvironment, pathOf } from './environment.ts';
import { DEPTH, ValueTree } from './tree.ts';

export interface KnownTreeTask extends Task {
  readonly seed: number;
}

const TASKS = 200;

export function createTask(seed: number): KnownTreeTask {
  return { id: `tree-${seed}`, intent: 'walk to the best leaf', seed };
}

/**
 * A synthetic game with known values, to measure searches: ten actions at each state, six steps,
 * one leaf of a million is worth 1. Its definition is in `tree.ts`, its noisy reward in
 * `reward.ts`. There is nothing to learn in it: it makes no reward data.
 */
export const knownTree: Benchmark<KnownTreeTask> = {
  name: 'known-tree',
  summary: 'a synthetic tree with known values, to measure searches',
  // As many actions again for those that are none.
  maxSteps: 2 * DEPTH,
  facts: { actions: 'actions taken' },
  load: async () => {
    const tasks = Array.from({ length: TASKS }, (_, seed) => createTask(seed));
    return {
      tasks,
      splits: { train: [], test: [...tasks.keys()] },
      find: (reference) => tasks.find(({ id }) => id === reference),
      fromGoal: () => {
        throw new InputError({ problem: 'this game has no other goals', remedy: 'Use its tasks' });
      },
    };
  },
  openEnvironment: () => new KnownTreeEnvironment(),
  grade: ({ seed }, trajectory: Trajectory) => {
    const path = pathOf(trajectory.steps);
    const score = path.length < DEPTH ? 0 : new ValueTree(seed).valueOf(path);
    return { score, success: score === 1 };
  },
  groupOf: ({ id }) => id,
  isTestGroup: () => true,
  get encoder(): never {
    throw new Error('This game encodes nothing');
  },
  policies: {},
  usualPolicies: { exploring: 'none', acting: 'none' },
};

export { createPolicy, type PriorKind } from './policy.ts';
export { createNoisyReward, NOISE } from './reward.ts';
export { ValueTree } from './tree.ts';
