import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Hindsight } from '../core/hindsight.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { DigestSet } from '../store/digest-set.ts';
import { Futures } from './futures.ts';
import type { SynthesisReport } from './synthesis-report.ts';
import { sketchOf, type Sketch } from './sketch.ts';
import { walkKey } from './visits.ts';

/**
 * What is kept of a walk: its actions, from which its pages can be had again. About a kilobyte, where
 * a walk with its pages takes tens.
 */
export interface KnownWalk<T extends Task> {
  readonly id: string;
  readonly task: T;
  readonly group: string;
  readonly actions: readonly string[];
  /** See `Hindsight.outcome`. */
  readonly outcome: string | undefined;
  readonly sketch: Sketch;
}

/** The walks that can be used, each once, and what was seen to come of situations. */
export interface WalkPool<T extends Task> {
  readonly all: readonly KnownWalk<T>[];
  readonly byGroup: ReadonlyMap<string, readonly KnownWalk<T>[]>;
  readonly futures: Futures;
}

export interface WalkPoolOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly hindsight: Hindsight<T>;
  readonly walks: Iterable<Trajectory> | AsyncIterable<Trajectory>;
  /** The task that a walk was made on; undefined when the benchmark does not know it. */
  readonly taskOf: (walk: Trajectory) => T | undefined;
  readonly report: SynthesisReport;
}

/** Reads walks one by one and keeps of them what `KnownWalk` says. */
export async function poolWalks<T extends Task>({
  benchmark,
  hindsight,
  walks,
  taskOf,
  report,
}: WalkPoolOptions<T>): Promise<WalkPool<T>> {
  const all: KnownWalk<T>[] = [];
  const byGroup = new Map<string, KnownWalk<T>[]>();
  const futures = new Futures([], hindsight);
  const contents = new DigestSet();
  const ids = new DigestSet();
  const named = new DigestSet();
  for await (const read of walks) {
    report.walks += 1;
    const task = taskOf(read);
    // The task says what was asked for, whatever words or language stand in the file.
    const walk = task === undefined ? read : { ...read, intent: task.intent };
    const group = task === undefined ? undefined : benchmark.groupOf(task);
    const content = walkKey(walk);
    const isRepeated = !contents.add(content);
    const isKnownId = !ids.add(walk.id);
    if (named.add(`${content} ${walk.id}`) && isKnownId) report.reusedIds += 1;
    if (group !== undefined && benchmark.isTestGroup(group)) {
      report.testWalks += 1;
    } else if (isRepeated) {
      report.duplicateWalks += 1;
    } else if (walk.steps.length > benchmark.maxSteps) {
      report.longWalks += 1;
    } else if (task === undefined || group === undefined || hindsight.achieved(walk).length === 0) {
      report.uselessWalks += 1;
    } else {
      const actions = walk.steps.map(({ action }) => action);
      const outcome = hindsight.outcome(walk);
      const sketch = sketchOf([...actions, walk.final.text]);
      const known = { id: walk.id, task, group, actions, outcome, sketch };
      futures.add(walk);
      all.push(known);
      const members = byGroup.get(group);
      if (members === undefined) byGroup.set(group, [known]);
      else members.push(known);
    }
  }
  return { all, byGroup, futures };
}
