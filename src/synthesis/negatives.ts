import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { NegativeSource } from './mix.ts';
import { isForTraining, judge, play, playEdit, type RowSource } from './row-source.ts';
import { likeness } from './sketch.ts';
import type { KnownWalk } from './walk-pool.ts';

/** How many walks or edits are tried for one negative before the row is given up. */
export const TRIES = 8;

/** Of so many walks the likest are looked for. */
const LOOKED_AT = 200;

export interface Negative {
  readonly kind: string;
  readonly trajectory: Trajectory;
}

/** A finished negative, executed and seen to fail; undefined where this source has none. */
export function negativeFrom<T extends Task>(
  name: NegativeSource,
  source: RowSource<T>,
  positive: Trajectory,
): Promise<Negative | undefined> {
  const { others, pool, rng, walk } = source;
  switch (name) {
    case 'edit':
      return brokenWalk(source, positive);
    case 'near':
      return firstFailing(source, 'near-walk', likest(source));
    case 'random':
      return firstFailing(source, 'other-walk', drawn(TRIES, others, source));
    case 'far': {
      const strangers = drawn(TRIES, pool.all, source).filter(({ group }) => group !== walk.group);
      return firstFailing(source, 'far-walk', rng.shuffle(strangers));
    }
    case 'proposed':
      return proposed(source, positive);
  }
}

/** The walk with one thing changed. */
async function brokenWalk<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<Negative | undefined> {
  const edits = source.hindsight.corruptions(positive, source.rng);
  for (const edit of source.rng.shuffle(edits).slice(0, TRIES)) {
    const trajectory = await playEdit(source, edit);
    if (isNegative(source, trajectory)) return { kind: edit.kind, trajectory };
  }
  return undefined;
}

async function proposed<T extends Task>(
  source: RowSource<T>,
  positive: Trajectory,
): Promise<Negative | undefined> {
  const edit = await source.proposed?.edit(source.task, positive);
  if (edit === undefined) return undefined;
  const trajectory = await playEdit(source, edit);
  if (trajectory.end !== 'finished') source.proposed!.rejected('unfinished');
  else if (judge(source, trajectory) !== 'failed') source.proposed!.rejected('not-broken');
  else if (!isForTraining(source, trajectory)) source.proposed!.rejected('test');
  else return { kind: edit.kind, trajectory };
  return undefined;
}

async function firstFailing<T extends Task>(
  source: RowSource<T>,
  kind: string,
  candidates: readonly KnownWalk<T>[],
): Promise<Negative | undefined> {
  const wanted = source.hindsight.wantedOutcome(source.task);
  for (const candidate of candidates.slice(0, TRIES)) {
    if (candidate.outcome === wanted) continue;
    const trajectory = await play(source, candidate);
    if (isNegative(source, trajectory)) return { kind, trajectory };
  }
  return undefined;
}

function isNegative<T extends Task>(source: RowSource<T>, played: Trajectory): boolean {
  return judge(source, played) === 'failed' && isForTraining(source, played);
}

/** Other walks, the most alike first; among the likest three chance decides. */
function likest<T extends Task>(source: RowSource<T>): KnownWalk<T>[] {
  const { walk, others, pool, rng } = source;
  const candidates = new Set([
    ...drawn(LOOKED_AT, others, source),
    ...drawn(LOOKED_AT / 4, pool.all, source),
  ]);
  candidates.delete(walk);
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, alike: likeness(candidate.sketch, walk.sketch) }))
    .sort((a, b) => b.alike - a.alike)
    .map(({ candidate }) => candidate);
  return [...rng.shuffle(ranked.slice(0, 3)), ...ranked.slice(3)];
}

/** So many at random, or all of them. */
function drawn<T extends Task>(
  count: number,
  walks: readonly KnownWalk<T>[],
  { rng }: RowSource<T>,
): KnownWalk<T>[] {
  if (walks.length <= count) return rng.shuffle(walks);
  return Array.from({ length: count }, () => rng.pick(walks));
}
