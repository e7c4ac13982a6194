import type { Preference } from '../../agents/softmax.ts';
import { parseIntent, USUAL_TARGET } from './puzzle.ts';
import { toNumber, type Rational } from './rational.ts';
import { numbersLeft } from './reading.ts';

/**
 * Rules of thumb of a casual player, one step deep: keep whole numbers, keep them small and
 * positive, keep numbers that go well with the target. Good enough to solve some puzzles at the
 * first try and most of them in a hundred, so that there is something to plan for.
 */
const LIKES = {
  whole: 1.5,
  positive: 1,
  /** For a number that divides the target, or the target it. */
  related: 0.6,
  /** Per e-fold that the largest number exceeds the target. */
  oversize: -1,
  /** Per e-fold between the last number and the target. */
  distance: -1,
  /** For the target itself, when it is all that is left. */
  done: 1.5,
} as const;

export const likeASimplePlayer: Preference = (context, actions) => {
  const target = parseIntent(context.intent)?.target ?? USUAL_TARGET;
  return actions.map((action) => {
    const left = numbersLeft(action);
    return left === undefined ? 0 : like(left, target);
  });
};

function like(left: readonly Rational[], target: number): number {
  let total = 0;
  let largest = 0;
  for (const number of left) {
    const value = toNumber(number);
    if (number.denominator === 1) total += LIKES.whole;
    if (value > 0) total += LIKES.positive;
    if (isRelated(number, target)) total += LIKES.related;
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest > target) total += LIKES.oversize * Math.log(largest / target);
  if (left.length === 1) {
    const value = toNumber(left[0]!);
    total += LIKES.distance * Math.log1p(Math.abs(value - target));
    if (value === target) total += LIKES.done;
  }
  return total;
}

function isRelated({ numerator, denominator }: Rational, target: number): boolean {
  if (denominator !== 1 || numerator <= 0 || target === 0) return false;
  return target % numerator === 0 || numerator % target === 0;
}
