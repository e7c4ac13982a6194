import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Awaitable } from './awaitable.ts';
import type { Trajectory } from './trajectory.ts';

/**
 * Work between two turns of the event loop: a millisecond or two of reading on a slow processor, so
 * that whoever else runs in this process never waits long.
 */
export const WORK_IN_ONE_TURN = 10_000;

/** To be told of work as it is done, in characters that were read closely; to be awaited. */
export type Turns = (work: number) => Awaitable<void>;

/**
 * Work in pieces: after so much of it, others get a turn.
 *
 * @example
 * const turns = takeTurns();
 * for (const page of pages) {
 *   read(page);
 *   await turns(page.length);
 * }
 */
export function takeTurns(): Turns {
  let done = 0;
  return (work) => {
    done += work;
    if (done < WORK_IN_ONE_TURN) return;
    done = 0;
    return nextTurn();
  };
}

/** What an action costs to look at, be its page ever so short; in characters. */
const WORK_OF_STEP = 100;

/** The work of reading all of a trajectory once. */
export function workOf({ intent, steps, final }: Trajectory): number {
  return steps.reduce(
    (sum, { observation, action }) => sum + observation.text.length + action.length + WORK_OF_STEP,
    intent.length + final.text.length + WORK_OF_STEP,
  );
}
