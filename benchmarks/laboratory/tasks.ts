import { z } from 'zod';
import type { TaskSet } from '../../src/core/benchmark.ts';
import { InputError } from '../../src/core/errors.ts';
import { createRng } from '../../src/core/rng.ts';
import { FAMILIES, type Family } from './goals/families.ts';
import { hindsight } from './hindsight/hindsight.ts';
import { laboratoryNumber } from './stock/laboratories.ts';
import { taskFor, type LabTask } from './task.ts';

/** Of each family. As in ScienceWorld, half of them are for training and a quarter for testing. */
export const VARIATIONS = 40;
const FIRST_DEV = 20;
const FIRST_TEST = 30;

const goalSchema = z.strictObject({
  task: z.enum(FAMILIES.map(({ name }) => name)),
  variation: z
    .int()
    .min(0)
    .max(VARIATIONS - 1),
});

/** All families in all laboratories, family by family. */
export function loadTasks(): TaskSet<LabTask> {
  const tasks = FAMILIES.flatMap((family) =>
    Array.from({ length: VARIATIONS }, (_, variation) => variationOf(family, variation)),
  );
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const splits: Record<'train' | 'dev' | 'test', number[]> = { train: [], dev: [], test: [] };
  tasks.forEach(({ laboratory }, index) => splits[splitOf(laboratory)].push(index));
  return { tasks, splits, find: (reference) => byId.get(reference), fromGoal, hindsight };
}

export function variationOf(family: Family, laboratory: number): LabTask {
  const rng = createRng('laboratory goal').fork(family.name).fork(laboratory);
  const goal = family.goalIn(laboratoryNumber(laboratory), rng);
  return taskFor(goal, laboratory, `${family.name}/${laboratory}`);
}

/** Whole laboratories are set aside, with everything that can be asked for in them. */
export function splitOf(laboratory: number): 'train' | 'dev' | 'test' {
  if (laboratory >= FIRST_TEST) return 'test';
  return laboratory >= FIRST_DEV ? 'dev' : 'train';
}

function fromGoal(goal: unknown): LabTask {
  const parsed = goalSchema.safeParse(goal);
  if (!parsed.success) {
    throw new InputError({
      place: { field: 'goal' },
      problem: z.prettifyError(parsed.error).replaceAll('\n', ' '),
      remedy: `Give { "task": "boil", "variation": 0 } with a variation from 0 to ${VARIATIONS - 1}`,
    });
  }
  const family = FAMILIES.find(({ name }) => name === parsed.data.task)!;
  return variationOf(family, parsed.data.variation);
}
