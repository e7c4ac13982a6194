import type { Task, TaskSet } from '../core/benchmark.ts';

/** Tasks of a set as planners, graders and reports need them: with their intents. */
export async function prepareTasks<T extends Task>(
  set: TaskSet<T>,
  tasks: readonly T[],
): Promise<readonly T[]> {
  return set.prepare === undefined ? tasks : set.prepare(tasks);
}
