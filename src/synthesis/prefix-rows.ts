import type { Edit } from '../core/hindsight.ts';
import type { Task } from '../core/task.ts';
import { prefixOf, type Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { TRIES } from './negatives.ts';
import { isForTraining, play, playEdit, type RowSource } from './row-source.ts';
import type { KnownWalk } from './walk-pool.ts';

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
  const candidates = new PlayedPrefixes(source);
  for (const length of chosen) {
    const prefix = prefixOf(walked, length);
    const pair = await (source.hindsight.offTrack === undefined
      ? deadEnd(source, prefix)
      : offTrack(source, prefix, walked, candidates));
    yield pair ?? 'rejected';
  }
}

interface StagedPrefix {
  readonly prefix: Trajectory;
  readonly stage: string | undefined;
}

/** The prefixes of what was played for one walk: the same walks are drawn for many of its rows. */
class PlayedPrefixes<T extends Task> {
  readonly #source: RowSource<T>;
  readonly #known = new Map<string, readonly StagedPrefix[]>();

  constructor(source: RowSource<T>) {
    this.#source = source;
  }

  ofWalk(walk: KnownWalk<T>): Promise<readonly StagedPrefix[]> {
    return this.#remembered(walk.id, walk.actions, () => play(this.#source, walk));
  }

  ofEdit(edit: Edit): Promise<readonly StagedPrefix[]> {
    return this.#remembered(edit.kind, edit.actions, () => playEdit(this.#source, edit));
  }

  async #remembered(
    name: string,
    actions: readonly string[],
    run: () => Promise<Trajectory>,
  ): Promise<readonly StagedPrefix[]> {
    const key = JSON.stringify([name, actions]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const played = await run();
    const { hindsight } = this.#source;
    const prefixes = played.steps.slice(1).map((_, index) => {
      const prefix = prefixOf(played, index + 1);
      return { prefix, stage: hindsight.stage(prefix) };
    });
    this.#known.set(key, prefixes);
    return prefixes;
  }
}

/** The negative is a prefix from which exploration, having looked well, never saw the outcome. */
async function deadEnd<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<PrefixPair | undefined> {
  const { hindsight, task, others, pool, rng } = source;
  const stage = hindsight.stage(positive);
  if (stage === undefined) return undefined;
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
  candidates: PlayedPrefixes<T>,
): Promise<PrefixPair | undefined> {
  const { hindsight, task, others, rng } = source;
  const isOffTrack = (prefix: Trajectory) => hindsight.offTrack?.(task, prefix) === true;
  const stage = hindsight.stage(positive);
  if (stage === undefined || isOffTrack(positive)) return undefined;
  const edits = hindsight.corruptions(walked, rng);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const edit = edits.length > 0 && attempt % 2 === 1 ? rng.pick(edits) : undefined;
    const other = rng.pick(others);
    const prefixes = await (edit === undefined
      ? candidates.ofWalk(other)
      : candidates.ofEdit(edit));
    const negative = rng
      .shuffle(prefixes)
      .find(
        ({ prefix, stage: reached }) =>
          reached === stage && isOffTrack(prefix) && isForTraining(source, prefix),
      )?.prefix;
    if (negative === undefined) continue;
    const negativeKind = `off track by ${edit?.kind ?? 'other-walk'}, ${stage}`;
    return { positive, negative, negativeKind, verified: 'rules', confidence: 1 };
  }
  return undefined;
}
