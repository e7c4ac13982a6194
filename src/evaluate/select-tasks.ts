import type { Task, TaskSet } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';

/**
 * Picks tasks by a list of indices and ranges counted from 0 (`900-999`, `0,5,7-9`), by the name of
 * a split (`test`), or all of them (`all`). Each task once, in the order named.
 */
export function selectTasks<T extends Task>(set: TaskSet<T>, selection: string): T[] {
  const indices = new Set<number>();
  for (const part of selection.split(',').map((text) => text.trim())) {
    for (const index of indicesOf(set, part)) indices.add(index);
  }
  return [...indices].map((index) => set.tasks[index]!);
}

function indicesOf<T extends Task>(set: TaskSet<T>, part: string): readonly number[] {
  if (part === 'all') return set.tasks.map((_, index) => index);
  const split = Object.hasOwn(set.splits, part) ? set.splits[part] : undefined;
  if (split !== undefined) {
    if (split.length > 0) return split;
    throw refuse(`the split "${part}" is empty for this data`, set);
  }
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
  if (match === null) throw refuse(`"${part}" is neither a range nor a split`, set);
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (last < first) throw refuse(`the range ${part} runs backwards`, set);
  if (last >= set.tasks.length) throw refuse(`${part} is out of bounds`, set);
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

function refuse(problem: string, { tasks, splits }: TaskSet): InputError {
  const names = ['all', ...Object.keys(splits)].map((name) => `"${name}"`).join(', ');
  return new InputError({
    place: { option: '--tasks' },
    problem,
    remedy: `Give indices from 0 to ${tasks.length - 1} such as 0-${Math.min(9, tasks.length - 1)}, or one of ${names}`,
  });
}
