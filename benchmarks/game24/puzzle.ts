import type { Task } from '../../src/core/benchmark.ts';

/** A goal in this game: make `target` from all of `numbers`. */
export interface Puzzle extends Task {
  readonly numbers: readonly number[];
  readonly target: number;
}

export const USUAL_TARGET = 24;

/** Keeps every value of a puzzle within safe integers, see `rational.ts`. */
export const LARGEST_NUMBER = 999;

/** The puzzle's numbers in the order given; the id names the target only when it is not 24. */
export function createPuzzle(numbers: readonly number[], target: number = USUAL_TARGET): Puzzle {
  const suffix = target === USUAL_TARGET ? '' : ` -> ${target}`;
  return {
    id: `${numbers.join(' ')}${suffix}`,
    intent: intentOf(numbers, target),
    numbers,
    target,
  };
}

export function intentOf(numbers: readonly number[], target: number): string {
  return `make ${target} from ${numbers.join(', ')}`;
}

/** A word that says what the numbers should come to, and the number that follows it. */
const TARGET = /\b(?:makes?|reach|gets?|obtain|equals?|hit|total|target)\b\D{0,20}?(\d+)/gi;

/**
 * Reads what `intentOf` writes, and other words for it: one number after a word such as "make" or
 * "reach", and four more. Undefined where it is not plain which of them is the target.
 */
export function parseIntent(intent: string): { numbers: number[]; target: number } | undefined {
  const match = /^make (\d{1,9}) from (\d{1,3}(?:, \d{1,3})*)$/.exec(intent);
  if (match !== null) {
    return { target: Number(match[1]), numbers: match[2]!.split(', ').map(Number) };
  }
  const [target, ...further] = intent.matchAll(TARGET);
  if (target === undefined || further.length > 0 || /\d[./-]\d/.test(intent)) return undefined;
  const end = target.index + target[0].length;
  const others = intent.slice(0, end - target[1]!.length) + intent.slice(end);
  const numbers = (others.match(/\d+/g) ?? []).map(Number);
  const isPuzzle =
    numbers.length === 4 && numbers.every((number) => number >= 1 && number <= LARGEST_NUMBER);
  return isPuzzle ? { target: Number(target[1]), numbers } : undefined;
}

/** Reads a puzzle's id, such as `4 5 6 10` or `4 5 6 10 -> 30`. */
export function parsePuzzle(text: string): Puzzle | undefined {
  const match = /^\s*((?:\d{1,3}[\s,]+){3}\d{1,3})\s*(?:->\s*(\d{1,9}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const numbers = match[1]!.split(/[\s,]+/).map(Number);
  if (numbers.some((number) => number < 1)) return undefined;
  return createPuzzle(numbers, match[2] === undefined ? USUAL_TARGET : Number(match[2]));
}

/** The same for every order of the same numbers, sorted as numbers. */
export function canonicalKey(numbers: readonly number[]): string {
  return [...numbers].sort((a, b) => a - b).join(' ');
}
