import type { Benchmark } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { readTrajectories } from '../store/records.ts';

/** The trajectories of a file, all of one benchmark, or an `InputError`. */
export async function readWalks(
  file: string,
  benchmarkOf: (name: string) => Benchmark,
): Promise<{ readonly benchmark: Benchmark; readonly walks: readonly Trajectory[] }> {
  const walks: Trajectory[] = [];
  const ids = new Set<string>();
  for await (const { value, line } of readTrajectories(file)) {
    const benchmark = walks[0]?.benchmark ?? value.benchmark;
    if (benchmark !== value.benchmark) {
      throw new InputError({
        place: { file, line, field: 'benchmark' },
        problem: `"${value.benchmark}" among trajectories of "${benchmark}"`,
        remedy: 'Give the trajectories of each benchmark by themselves',
      });
    }
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
  const [first] = walks;
  if (first === undefined) {
    throw new InputError({
      place: { file },
      problem: 'holds no trajectory',
      remedy: 'Collect some with "armap collect"',
    });
  }
  return { benchmark: benchmarkOf(first.benchmark), walks };
}
