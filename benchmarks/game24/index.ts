import { createExplorer } from '../../agents/explorer.ts';
import { createSoftmaxPolicy } from '../../agents/softmax.ts';
import type { Benchmark } from '../../src/core/benchmark.ts';
import { encoder } from './encoder.ts';
import { Game24Environment } from './environment.ts';
import { gradeTrajectory } from './grade.ts';
import { likeASimplePlayer } from './heuristic.ts';
import { isPublishedTest } from './published-test.ts';
import { canonicalKey, type Puzzle } from './puzzle.ts';
import { expressionOf } from './reading.ts';
import { loadPuzzles } from './tasks.ts';

/** Three steps and an answer, with as many slips again. */
const MAX_STEPS = 8;

/** Make a target, usually 24, from four numbers. */
export const game24: Benchmark<Puzzle> = {
  name: 'game24',
  summary: 'make 24 from four numbers with + - * /',
  maxSteps: MAX_STEPS,
  facts: { actions: 'actions taken, the answer included' },
  load: loadPuzzles,
  openEnvironment: (puzzle) => new Game24Environment(puzzle),
  grade: gradeTrajectory,
  // What the expression comes to would be the grader's verdict, since the intent names the target.
  answerOf: (trajectory) => expressionOf(trajectory)?.replace(/\s*([-+*/()])\s*/g, '$1'),
  groupOf: ({ numbers }) => canonicalKey(numbers),
  isTestGroup: isPublishedTest,
  encoder,
  policies: {
    explorer: { summary: 'random legal steps', create: createExplorer },
    heuristic: {
      summary: 'rules of thumb, one step deep',
      create: () => createSoftmaxPolicy({ name: 'heuristic', preference: likeASimplePlayer }),
    },
  },
  usualPolicies: { exploring: 'explorer', acting: 'heuristic' },
};

export { game24Prompt } from './prompt.ts';
export { gradeOutput } from './grade.ts';
export { createPuzzle, type Puzzle } from './puzzle.ts';
