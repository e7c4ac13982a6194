import type { Benchmark } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { readTrajectories } from '../store/records.ts';

/** The trajectories of a file one after another, all of one benchmark, or an `InputError`. */
export async function* walksIn(
  file: string,
): AsyncGenerator<{ readonly value: Trajectory; readonly line: number }, void, undefined> {
  let first: string | undefined;
  for await (const walk of readTrajectories(file)) {
    const { value, line } = walk;
    first ??= value.benchmark;
    if (first !== value.benchmark) {
      throw new InputError({
        place: { file, line, field: 'benchmark' },
        problem: `"${value.benchmark}" among trajectories of "${first}"`,
        remedy: 'Give the trajectories of each benchmark by themselves',
      });
    }
    yield walk;
  }
}

/** The benchmark of a file of trajectories, or an `InputError` if it holds none. */
export async function benchmarkOfWalks(
  file: string,
  find: (name: string) => Benchmark,
): Promise<Benchmark> {
  for await (const { value } of walksIn(file)) return find(value.benchmark);
  throw new InputError({
    place: { file },
    problem: 'holds no trajectory',
    remedy: 'Collect some with "armap collect"',
  });
}

/** All trajectories of a file with their benchmark. An id that was there before is an `InputError`. */
export async function readWalks(
  file: string,
  find: (name: string) => Benchmark,
): Promise<{ readonly benchmark: Benchmark; readonly walks: readonly Trajectory[] }> {
  const benchmark = await benchmarkOfWalks(file, find);
  const walks: Trajectory[] = [];
  const ids = new Set<string>();
  for await (const { value, line } of walksIn(file)) {
    if (ids.has(value.id)) {
      throw new InputError({
        place: { file, line, field: 'id' },
        problem: `"${value.id}" is there twice`,
        remedy: 'Remove the repeated trajectory, or give it an id of its own',
      });
    }
    ids.add(value.id);
    walks.push(value);
  }
  return { benchmark, walks };
}
