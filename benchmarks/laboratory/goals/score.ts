import type { LabEvent } from '../world/event.ts';
import type { ThingId, World } from '../world/world.ts';
import type { Moment, Rubric } from './rubric.ts';

/** How far an attempt has come. */
export interface Tally {
  /** Subgoals of the sequence that are done, from the first. */
  readonly done: number;
  readonly extras: ReadonlySet<number>;
  readonly focused: readonly ThingId[];
  readonly hasFailed: boolean;
}

export const NOTHING_DONE: Tally = {
  done: 0,
  extras: new Set(),
  focused: [],
  hasFailed: false,
};

/** Counts in what happened in one step, which led to this world. */
export function tally(
  rubric: Rubric,
  before: Tally,
  events: readonly LabEvent[],
  world: World,
): Tally {
  return events.reduce(
    (sum, event) => count(rubric, sum, { event, world, focused: sum.focused }),
    before,
  );
}

/**
 * ScienceWorld's formula: min(1, d/n + k / (n + 1) / m) for d of n subgoals in order and k of m
 * others; -1 for a task that has failed.
 */
export function scoreOf({ sequence, extras }: Rubric, reached: Tally): number {
  if (reached.hasFailed) return -1;
  const n = sequence.length;
  const bonus = extras.length === 0 ? 0 : reached.extras.size / (n + 1) / extras.length;
  return Math.min(1, reached.done / n + bonus);
}

function count(rubric: Rubric, before: Tally, moment: Moment): Tally {
  if (before.hasFailed) return before;
  const { event } = moment;
  const next = rubric.sequence[before.done];
  const advances = next?.isReachedBy(moment) === true;
  const isStray = event.kind === 'focused' && !advances && !before.focused.includes(event.thing);
  const extras = rubric.extras.flatMap((extra, index) =>
    extra.isReachedBy(moment) ? [index] : [],
  );
  return {
    done: before.done + (advances ? 1 : 0),
    extras: extras.length === 0 ? before.extras : new Set([...before.extras, ...extras]),
    focused: event.kind === 'focused' ? [...before.focused, event.thing] : before.focused,
    hasFailed: isStray || rubric.isBrokenBy(moment),
  };
}
