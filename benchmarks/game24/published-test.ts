import { canonicalKey } from './puzzle.ts';

/**
 * The 100 puzzles on which Tree of Thoughts (arXiv 2305.10601) and ARMAP (arXiv 2502.12130) report:
 * ranks 901 to 1000 by human solving time. Listed by their numbers in ascending order, so that
 * they are kept out of training whether or not the ranked file is at hand.
 */
const PUBLISHED_TEST = `
  1 2 2 9, 1 2 3 13, 1 2 4 7, 1 2 6 10, 1 2 7 11, 1 2 7 12, 1 2 8 13, 1 3 5 9, 1 3 6 11,
  1 3 7 10, 1 3 8 13, 1 3 9 9, 1 4 4 8, 1 4 4 11, 1 4 5 13, 1 5 6 7, 1 5 9 13, 1 5 10 11,
  1 5 12 12, 1 6 6 6, 1 7 9 11, 1 7 10 13, 1 8 10 11, 1 9 10 13, 1 11 11 13, 2 2 5 12,
  2 2 7 12, 2 2 8 8, 2 2 8 9, 2 3 3 10, 2 3 4 7, 2 3 4 9, 2 3 6 6, 2 3 6 9, 2 3 6 13, 2 3 9 10,
  2 3 10 12, 2 4 5 6, 2 4 6 7, 2 4 6 11, 2 4 6 12, 2 4 8 9, 2 4 9 12, 2 5 6 6, 2 5 7 7,
  2 5 8 11, 2 5 10 10, 2 6 7 11, 2 6 8 12, 2 6 8 13, 2 7 12 13, 3 3 4 11, 3 3 6 7, 3 3 7 12,
  3 3 9 12, 3 4 4 13, 3 4 6 6, 3 4 6 8, 3 4 6 11, 3 4 8 12, 3 4 9 13, 3 5 7 10, 3 6 9 12,
  3 9 10 13, 4 4 7 10, 4 4 8 12, 4 4 9 12, 4 5 6 8, 4 5 6 10, 4 5 7 9, 4 5 10 12, 4 6 6 9,
  4 7 9 13, 4 8 11 13, 4 9 10 13, 4 10 12 13, 5 5 8 10, 5 5 8 13, 5 6 6 8, 5 6 7 13, 5 6 8 10,
  5 6 8 12, 5 8 8 8, 5 8 10 11, 5 8 11 12, 5 9 12 12, 5 10 12 13, 6 6 7 12, 6 7 8 9, 6 7 8 11,
  6 7 10 12, 6 8 8 12, 6 9 9 11, 6 9 12 13, 6 10 12 13, 6 11 12 13, 7 7 8 11, 7 8 8 12,
  7 9 9 13, 8 8 10 12
`;

const keys: ReadonlySet<string> = new Set(
  PUBLISHED_TEST.split(',').map((numbers) => canonicalKey(numbers.trim().split(' ').map(Number))),
);

/** Whether these numbers, in any order, are one of the published test puzzles. */
export function isPublishedTest(key: string): boolean {
  return keys.has(key);
}
