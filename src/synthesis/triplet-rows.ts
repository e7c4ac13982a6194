import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Edit, Hindsight, Verdict } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import { prefixOf, type Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { replay } from '../search/replay.ts';
import type { Futures } from './futures.ts';

/** A dead end counts as one when at least this share of its futures has been seen. */
const LEAST_COVERAGE = 0.7;

/** How many other walks are looked at for a negative before the row is given up. */
const TRIES = 8;

/** Share of the rows whose positive is a short cut, so that the way is not taken for the goal. */
const SHARE_OF_VARIATIONS = 0.25;

export interface RowSource<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly hindsight: Hindsight<T>;
  /** What the walk achieved. */
  readonly task: T;
  readonly walk: Trajectory;
  /** Walks of the same group; `walk` may be among them. */
  readonly others: readonly Trajectory[];
  readonly futures: Futures;
  readonly rng: Rng;
}

/** A row still to be numbered, or `rejected` for an attempt that was not what it was meant to be. */
export type RowAttempt = Omit<Triplet, 'id'> | 'rejected';

/** All rows that one walk gives for one intent. */
export async function* tripletRows<T extends Task>(
  source: RowSource<T>,
): AsyncGenerator<RowAttempt, void, undefined> {
  const walked = await play(source, source.walk);
  if (judge(source, walked) !== 'fulfilled') return yield 'rejected';
  const positive = await variationOf(source, walked);
  yield await otherWalkRow(source, positive);
  yield await corruptionRow(source, positive);
  for (let length = 1; length < walked.steps.length; length += 1) {
    const prefix = prefixOf(walked, length);
    yield await (source.hindsight.offTrack === undefined
      ? deadEndRow(source, prefix)
      : offTrackRow(source, prefix));
  }
}

async function variationOf<T extends Task>(
  source: RowSource<T>,
  walked: Trajectory,
): Promise<Trajectory> {
  const { hindsight, rng } = source;
  const variations = hindsight.variations(walked, rng);
  if (variations.length === 0 || rng.next() >= SHARE_OF_VARIATIONS) return walked;
  const varied = await playEdit(source, rng.pick(variations));
  return judge(source, varied) === 'fulfilled' ? varied : walked;
}

/** The negative is another explored walk of the same group that ended elsewhere. */
async function otherWalkRow<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<RowAttempt> {
  const { hindsight, task, others, rng } = source;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const other = rng.pick(others);
    if (hindsight.outcome(other) === hindsight.wantedOutcome(task)) continue;
    const negative = await play(source, other);
    if (judge(source, negative) !== 'failed') return 'rejected';
    return row(source, { stage: 'finished', positive, negative, negativeKind: 'other-walk' });
  }
  return 'rejected';
}

/** The negative is the walk itself with one thing changed, executed to see that it fails. */
async function corruptionRow<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<RowAttempt> {
  const edits = source.hindsight.corruptions(positive, source.rng);
  if (edits.length === 0) return 'rejected';
  const edit = source.rng.pick(edits);
  const negative = await playEdit(source, edit);
  if (judge(source, negative) !== 'failed') return 'rejected';
  return row(source, { stage: 'finished', positive, negative, negativeKind: edit.kind });
}

/** The negative is a prefix from which exploration, having looked well, never saw the outcome. */
async function deadEndRow<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<RowAttempt> {
  const { hindsight, task, others, futures, rng } = source;
  const stage = hindsight.stage(positive);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const other = rng.pick(others);
    for (let length = 1; length < other.steps.length; length += 1) {
      const prefix = prefixOf(other, length);
      const situation = hindsight.situation(prefix);
      if (situation === undefined || hindsight.stage(prefix) !== stage) continue;
      if (futures.canReach(situation, hindsight.wantedOutcome(task))) continue;
      const confidence = futures.coverage(situation);
      if (confidence < LEAST_COVERAGE) continue;
      const negative = prefixOf(await play(source, other), length);
      const negativeKind = `dead-end, ${stage}`;
      return row(source, { stage: 'prefix', positive, negative, negativeKind, confidence });
    }
  }
  return 'rejected';
}

/**
 * The negative is a prefix of another walk, or of the walk with one thing changed, that stands off
 * the track on which the positive is.
 */
async function offTrackRow<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<RowAttempt> {
  const { hindsight, task, walk, others, rng } = source;
  const isOffTrack = (prefix: Trajectory) => hindsight.offTrack?.(task, prefix) === true;
  if (isOffTrack(positive)) return 'rejected';
  const stage = hindsight.stage(positive);
  const edits = hindsight.corruptions(walk, rng);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const edit = edits.length > 0 && attempt % 2 === 1 ? rng.pick(edits) : undefined;
    const other = rng.pick(others);
    const played = await (edit === undefined ? play(source, other) : playEdit(source, edit));
    const prefixes = played.steps.slice(1).map((_, index) => prefixOf(played, index + 1));
    const negative = rng
      .shuffle(prefixes)
      .find((prefix) => hindsight.stage(prefix) === stage && isOffTrack(prefix));
    if (negative === undefined) continue;
    const negativeKind = `off track by ${edit?.kind ?? 'other-walk'}, ${stage}`;
    return row(source, { stage: 'prefix', positive, negative, negativeKind });
  }
  return 'rejected';
}

function row<T extends Task>(
  { benchmark, hindsight, task }: RowSource<T>,
  found: Pick<Triplet, 'stage' | 'positive' | 'negative' | 'negativeKind'> & {
    readonly confidence?: number;
  },
): RowAttempt {
  const distance = hindsight.distance?.(task, found.negative);
  return {
    benchmark: benchmark.name,
    taskId: task.id,
    intent: task.intent,
    group: benchmark.groupOf(task),
    confidence: 1,
    ...(distance === undefined ? {} : { distance }),
    ...found,
  };
}

/** The same actions under the intent of the row, so that every page says what it would say then. */
function play<T extends Task>(source: RowSource<T>, walk: Trajectory): Promise<Trajectory> {
  const actions = walk.steps.map((step) => step.action);
  return playActions(source, walk.id, actions);
}

function playEdit<T extends Task>(source: RowSource<T>, edit: Edit): Promise<Trajectory> {
  return playActions(source, `${source.walk.id}/${edit.kind}`, edit.actions);
}

async function playActions<T extends Task>(
  { benchmark, task }: RowSource<T>,
  id: string,
  actions: readonly string[],
): Promise<Trajectory> {
  return (await replay(benchmark, task, actions, { id })).trajectory;
}

function judge<T extends Task>({ hindsight, task }: RowSource<T>, played: Trajectory): Verdict {
  return played.end === 'finished' ? hindsight.judge(task, played) : 'failed';
}
