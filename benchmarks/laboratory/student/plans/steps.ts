import type { BoxChoice } from '../../goals/goal.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';

/** How much the student likes what it is sure of, what it tries, and what it only guesses. */
export const SURE = 3;
export const LIKELY = 2;
export const GUESS = 1;

export const FINISH: Urge = { verb: 'finish', like: SURE };

export function focus(errands: Errands, name: string, like = SURE): Urge[] {
  if (errands.hasFocused(name)) return [];
  if (errands.here(name) === undefined) return errands.seek(name);
  return [{ verb: 'focus on', name, like }];
}

/** The first of some errands that still has something to do. */
export function firstOf(...errands: readonly (() => Urge[])[]): Urge[] {
  for (const errand of errands) {
    const urges = errand();
    if (urges.length > 0) return urges;
  }
  return [];
}

export function less(urges: readonly Urge[], by: number): Urge[] {
  return urges.map((urge) => ({ ...urge, like: urge.like - by }));
}

export function measure(errands: Errands, thing: string): Urge[] {
  if (errands.here(thing) === undefined) return errands.seek(thing);
  return [{ verb: 'use', name: 'thermometer', other: thing, like: SURE }];
}

/** Puts a thing into one of two boxes; `leaning` says how much rather into the first. */
export function sort(
  errands: Errands,
  thing: string,
  { yes, no }: BoxChoice,
  leaning: number,
): Urge[] {
  const isSorted = errands.story.placed.some(
    (placed) => placed === `${thing} > ${yes}` || placed === `${thing} > ${no}`,
  );
  if (isSorted) return [];
  const [first, second] = leaning >= 0 ? [yes, no] : [no, yes];
  return firstOf(
    () => errands.take(thing),
    () => [
      ...errands.bring(thing, first),
      ...less(errands.bring(thing, second), Math.abs(leaning)),
    ],
  );
}
