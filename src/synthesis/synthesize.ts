import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Hindsight } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { Futures } from './futures.ts';
import { tripletRows } from './triplet-rows.ts';

export interface SynthesisReport {
  walks: number;
  /** Walks on tasks that only ever serve for testing; never used. */
  testWalks: number;
  /** Equal to an earlier walk on the same task. */
  duplicateWalks: number;
  /** Achieved no intent. */
  uselessWalks: number;
  triplets: number;
  duplicateTriplets: number;
  /** Edits, replays and prefixes that turned out not to be what they were meant to be. */
  rejected: number;
  readonly negativeKinds: Record<string, number>;
}

export interface SynthesizeOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly hindsight: Hindsight<T>;
  readonly walks: readonly Trajectory[];
  /** The task that a walk was made on; undefined when the benchmark does not know it. */
  readonly taskOf: (walk: Trajectory) => T | undefined;
  /** The most rows. */
  readonly limit: number;
  readonly rng: Rng;
  /** Filled in as rows are made. */
  readonly report: SynthesisReport;
}

export function emptyReport(): SynthesisReport {
  return {
    walks: 0,
    testWalks: 0,
    duplicateWalks: 0,
    uselessWalks: 0,
    triplets: 0,
    duplicateTriplets: 0,
    rejected: 0,
    negativeKinds: {},
  };
}

/**
 * Makes reward data by hindsight: the intent is what a walk achieved, the walk its positive; the
 * negatives are other walks, executed edits and dead ends. Every positive and every finished
 * negative is executed under the intent and checked by the benchmark's rules. The true score is
 * never asked. Walks are used in random order; same seed and walks, same rows.
 */
export async function* synthesize<T extends Task>(
  options: SynthesizeOptions<T>,
): AsyncGenerator<Triplet, void, undefined> {
  const { benchmark, hindsight, taskOf, limit, rng, report } = options;
  const byGroup = selectWalks(options);
  const usable = [...byGroup.values()].flat();
  const futures = new Futures(usable, hindsight);
  const seen = new Set<string>();
  for (const [index, walk] of rng.fork('order').shuffle(usable).entries()) {
    const others = byGroup.get(benchmark.groupOf(taskOf(walk)!))!;
    for (const task of hindsight.achieved(walk)) {
      // A walk on any task may have achieved what is asked for in a test.
      if (benchmark.isTestGroup(benchmark.groupOf(task))) continue;
      const source = {
        benchmark,
        hindsight,
        task,
        walk,
        others,
        futures,
        rng: rng.fork(`walk-${index}`),
      };
      for await (const attempt of tripletRows(source)) {
        if (report.triplets >= limit) return;
        if (attempt === 'rejected') {
          report.rejected += 1;
          continue;
        }
        const key = contentOf(attempt);
        if (seen.has(key)) {
          report.duplicateTriplets += 1;
          continue;
        }
        seen.add(key);
        report.triplets += 1;
        report.negativeKinds[attempt.negativeKind] =
          (report.negativeKinds[attempt.negativeKind] ?? 0) + 1;
        yield { id: `triplet-${report.triplets}`, ...attempt };
      }
    }
  }
}

function selectWalks<T extends Task>({
  benchmark,
  hindsight,
  walks,
  taskOf,
  report,
}: SynthesizeOptions<T>): Map<string, Trajectory[]> {
  const byGroup = new Map<string, Trajectory[]>();
  const known = new Set<string>();
  for (const walk of walks) {
    report.walks += 1;
    const task = taskOf(walk);
    const group = task === undefined ? undefined : benchmark.groupOf(task);
    const content = JSON.stringify([walk.taskId, actionsOf(walk)]);
    if (group !== undefined && benchmark.isTestGroup(group)) {
      report.testWalks += 1;
    } else if (known.has(content)) {
      report.duplicateWalks += 1;
    } else if (group === undefined || hindsight.achieved(walk).length === 0) {
      report.uselessWalks += 1;
    } else {
      const members = byGroup.get(group);
      if (members === undefined) byGroup.set(group, [walk]);
      else members.push(walk);
    }
    known.add(content);
  }
  return byGroup;
}

function contentOf({ intent, positive, negative }: Omit<Triplet, 'id'>): string {
  return JSON.stringify([intent, actionsOf(positive), actionsOf(negative)]);
}

function actionsOf({ steps }: Trajectory): string[] {
  return steps.map((step) => step.action);
}
