import { createExplorer } from '../../agents/explorer.ts';
import type { Benchmark } from '../../src/core/benchmark.ts';
import { encoder } from './encoder.ts';
import { ScienceWorldEnvironment } from './environment.ts';
import { createExperimenter } from './experimenter.ts';
import { gradeTrajectory } from './grade.ts';
import { loadTasks } from './load.ts';
import { OPTIONS } from './options.ts';
import type { ScienceWorldTask } from './task.ts';
import { agentView, originalView } from './view.ts';

/** The limit of most tasks is lower, see `families.ts`. */
const MAX_STEPS = 120;

/** Variations that serve for testing begin with this. */
const TEST = 'test ';

/** Experiments in the official simulator (Wang et al. 2022, arXiv 2203.07540), which needs Java. */
export const scienceworld: Benchmark<ScienceWorldTask> = {
  name: 'scienceworld',
  summary: 'experiments of elementary science in the official ScienceWorld (needs Java)',
  maxSteps: MAX_STEPS,
  facts: {
    actions: 'actions taken',
    ticks: "ticks of the simulator's clock: looking takes none, waiting takes many",
  },
  options: OPTIONS,
  load: loadTasks,
  openEnvironment: ({ episode, settings }) =>
    new ScienceWorldEnvironment(settings.pool, episode, agentView(settings)),
  openOriginal: ({ episode, settings }) =>
    new ScienceWorldEnvironment(settings.pool, episode, originalView),
  grade: gradeTrajectory,
  groupOf: ({ id, isTest }) => `${isTest ? TEST : ''}${id}`,
  isTestGroup: (group) => group.startsWith(TEST),
  encoder,
  policies: {
    experimenter: { summary: 'compares words of actions and task', create: createExperimenter },
    explorer: { summary: 'random actions on what was seen', create: createExplorer },
  },
  usualPolicies: { exploring: 'experimenter', acting: 'experimenter' },
};
