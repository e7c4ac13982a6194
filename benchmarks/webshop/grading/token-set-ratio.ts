import { byCodePoint } from './code-point-order.ts';
import { sequenceRatio } from './sequence-matcher.ts';

/**
 * How much the words of two texts agree, an integer from 0 to 100, as `token_set_ratio` of thefuzz
 * 0.19.0 without its optional C library says: order and repetition of words do not count, and a text
 * whose words are all in the other scores 100. A text without a word scores 0. Not symmetric, as
 * `sequenceRatio` is not.
 */
export function tokenSetRatio(a: string, b: string): number {
  const wordsA = wordsOf(a);
  const wordsB = wordsOf(b);
  if (wordsA.size === 0 || wordsB.size === 0) return 0;
  const shared = joined([...wordsA].filter((word) => wordsB.has(word)));
  const onlyA = joined([...wordsA].filter((word) => !wordsB.has(word)));
  const onlyB = joined([...wordsB].filter((word) => !wordsA.has(word)));
  const fullA = `${shared} ${onlyA}`.trim();
  const fullB = `${shared} ${onlyB}`.trim();
  return Math.max(percent(shared, fullA), percent(shared, fullB), percent(fullA, fullB));
}

/**
 * Latin-1 letters such as `é` vanish inside their word; every other character that Python's `\w`
 * does not know (combining marks among them) ends a word.
 */
function wordsOf(text: string): ReadonlySet<string> {
  const spaced = text.replace(/[\u0080-\u00ff]/g, '').replace(/[^\p{L}\p{N}_]/gu, ' ');
  return new Set(spaced.toLowerCase().split(' ').filter(Boolean));
}

function joined(words: readonly string[]): string {
  return words.toSorted(byCodePoint).join(' ');
}

function percent(a: string, b: string): number {
  if (a === b) return 100;
  return roundHalfToEven(100 * sequenceRatio(a, b));
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
