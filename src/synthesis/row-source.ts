import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Edit, Hindsight, Verdict } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { replay } from '../search/replay.ts';
import type { NegativeMix } from './mix.ts';
import type { EditSource } from './proposed-edits.ts';
import type { KnownWalk, WalkPool } from './walk-pool.ts';

/** Everything from which the rows of one walk and one intent are made. */
export interface RowSource<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly hindsight: Hindsight<T>;
  /** What the walk achieved. */
  readonly task: T;
  readonly walk: KnownWalk<T>;
  /** Walks of the same group; `walk` may be among them. */
  readonly others: readonly KnownWalk<T>[];
  readonly pool: WalkPool<T>;
  readonly mix: NegativeMix;
  readonly rng: Rng;
  /** For negatives from the source `proposed`. */
  readonly proposed?: EditSource<T> | undefined;
}

/** The same actions under the intent of the row, so that every page says what it would say then. */
export function play<T extends Task>(
  source: RowSource<T>,
  { id, actions }: Pick<KnownWalk<T>, 'id' | 'actions'>,
): Promise<Trajectory> {
  return playActions(source, id, actions);
}

export function playEdit<T extends Task>(source: RowSource<T>, edit: Edit): Promise<Trajectory> {
  return playActions(source, `${source.walk.id}/${edit.kind}`, edit.actions);
}

async function playActions<T extends Task>(
  { benchmark, task }: RowSource<T>,
  id: string,
  actions: readonly string[],
): Promise<Trajectory> {
  return (await replay(benchmark, task, actions, { id })).trajectory;
}

export function judge<T extends Task>(
  { hindsight, task }: RowSource<T>,
  played: Trajectory,
): Verdict {
  return played.end === 'finished' ? hindsight.judge(task, played) : 'failed';
}

/** Whether a row may be made of it: it does not come to what a test asks for. */
export function isForTraining<T extends Task>(
  { benchmark, hindsight }: RowSource<T>,
  played: Trajectory,
): boolean {
  const groups = hindsight.touched?.(played) ?? [];
  return !groups.some((group) => benchmark.isTestGroup(group));
}
