import { createPuzzle, USUAL_TARGET, type Puzzle } from './puzzle.ts';
import { apply, equals, integer, OPERATORS, type Rational } from './rational.ts';

/** The puzzles use playing cards: ace to king. */
const SMALLEST_CARD = 1;
const LARGEST_CARD = 13;

/** Whether `target` can be made from all of `numbers`, by trying every order of operations. */
export function isSolvable(numbers: readonly number[], target: number = USUAL_TARGET): boolean {
  return canMake(numbers.map(integer), integer(target));
}

/** Whether all of these values together can be made into the target. */
export function canMake(values: readonly Rational[], target: Rational): boolean {
  if (values.length === 1) return equals(values[0]!, target);
  for (let i = 0; i < values.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const rest = values.filter((_, index) => index !== i && index !== j);
      for (const made of results(values[i]!, values[j]!)) {
        if (canMake([...rest, made], target)) return true;
      }
    }
  }
  return false;
}

function results(a: Rational, b: Rational): Rational[] {
  const made = OPERATORS.map((operator) => apply(a, operator, b));
  made.push(apply(b, '-', a), apply(b, '/', a));
  return made.filter((value) => value !== undefined);
}

/** The 1,362 multisets of four cards that make 24, in ascending order. */
export function solvablePuzzles(): Puzzle[] {
  const puzzles: Puzzle[] = [];
  for (let a = SMALLEST_CARD; a <= LARGEST_CARD; a += 1) {
    for (let b = a; b <= LARGEST_CARD; b += 1) {
      for (let c = b; c <= LARGEST_CARD; c += 1) {
        for (let d = c; d <= LARGEST_CARD; d += 1) {
          const numbers = [a, b, c, d];
          if (isSolvable(numbers)) puzzles.push(createPuzzle(numbers));
        }
      }
    }
  }
  return puzzles;
}
