import type { Task } from '../core/task.ts';
import { prefixOf, type Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { TRIES } from './negatives.ts';
import { isForTraining, play, playEdit, type RowSource } from './row-source.ts';

/** A dead end counts as one when at least this share of its futures has been seen. */
const LEAST_COVERAGE = 0.7;

/** The most prefixes of one walk that become positives. */
const MOST_PREFIXES = 12;

export type PrefixPair = Pick<
  Triplet,
  'positive' | 'negative' | 'negativeKind' | 'verified' | 'confidence'
>;

/** For each prefix of a fulfilling walk a pair, or `rejected` where no negative was found. */
export async function* prefixPairs<T extends Task>(
  source: RowSource<T>,
  walked: Trajectory,
): AsyncGenerator<PrefixPair | 'rejected', void, undefined> {
  const lengths = walked.steps.slice(1).map((_, index) => index + 1);
  const chosen =
    lengths.length <= MOST_PREFIXES ? lengths : source.rng.shuffle(lengths).slice(0, MOST_PREFIXES);
  for (const length of chosen) {
    const prefix = prefixOf(walked, length);
    const pair = await (source.hindsight.offTrack === undefined
      ? deadEnd(source, prefix)
      : offTrack(source, prefix, walked));
    yield pair ?? 'rejected';
  }
}

/** The negative is a prefix from which exploration, having looked well, never saw the outcome. */
async function deadEnd<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<PrefixPair | undefined> {
  const { hindsight, task, others, pool, rng } = source;
  const stage = hindsight.stage(positive);
  const wanted = hindsight.wantedOutcome(task);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const other = await play(source, rng.pick(others));
    for (let length = 1; length < other.steps.length; length += 1) {
      const negative = prefixOf(other, length);
      const situation = hindsight.situation(negative);
      if (situation === undefined || hindsight.stage(negative) !== stage) continue;
      if (pool.futures.canReach(situation, wanted)) continue;
      const confidence = pool.futures.coverage(situation);
      if (confidence < LEAST_COVERAGE) continue;
      const negativeKind = `dead-end, ${stage}`;
      return { positive, negative, negativeKind, verified: 'futures', confidence };
    }
  }
  return undefined;
}

/**
 * The negative is a prefix of another walk, or of the walk with one thing changed, that stands off
 * the track on which the positive is.
 */
async function offTrack<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
  walked: Trajectory,
): Promise<PrefixPair | undefined> {
  const { hindsight, task, others, rng } = source;
  const isOffTrack = (prefix: Trajectory) => hindsight.offTrack?.(task, prefix) === true;
  if (isOffTrack(positive)) return undefined;
  const stage = hindsight.stage(positive);
  const edits = hindsight.corruptions(walked, rng);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const edit = edits.length > 0 && attempt % 2 === 1 ? rng.pick(edits) : undefined;
    const other = rng.pick(others);
    const played = await (edit === undefined ? play(source, other) : playEdit(source, edit));
    const prefixes = played.steps.slice(1).map((_, index) => prefixOf(played, index + 1));
    const negative = rng
      .shuffle(prefixes)
      .find(
        (prefix) =>
          hindsight.stage(prefix) === stage && isOffTrack(prefix) && isForTraining(source, prefix),
      );
    if (negative === undefined) continue;
    const negativeKind = `off track by ${edit?.kind ?? 'other-walk'}, ${stage}`;
    return { positive, negative, negativeKind, verified: 'rules', confidence: 1 };
  }
  return undefined;
}
