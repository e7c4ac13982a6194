import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequenceRatio } from './sequence-matcher.ts';

/** The definition, with no index and no shortcut: the earliest longest block, then both sides. */
function naiveMatches(a: readonly string[], b: readonly string[]): number {
  let best = { a: 0, b: 0, size: 0 };
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) {
      let size = 0;
      while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size += 1;
      if (size > best.size) best = { a: i, b: j, size };
    }
  }
  if (best.size === 0) return 0;
  const left = naiveMatches(a.slice(0, best.a), b.slice(0, best.b));
  const right = naiveMatches(a.slice(best.a + best.size), b.slice(best.b + best.size));
  return left + best.size + right;
}

const fewLetters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '😀'), maxLength: 30 });

describe('the ratio of two sequences', () => {
  it.each([
    ['abcd', 'bcde', 0.75],
    ['private Thread currentThread;', 'private volatile Thread currentThread;', 58 / 67],
    ['', '', 1],
    ['', 'a', 0],
    ['tide', 'diet', 0.25],
    ['diet', 'tide', 0.5],
  ])('of %j and %j is what Python says', (a, b, ratio) => {
    expect(sequenceRatio(a, b)).toBe(ratio);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(sequenceRatio('😀a', '😀b')).toBe(0.5);
    expect(sequenceRatio('😀', '😁')).toBe(0);
  });

  it('starts no match at a frequent element once the second sequence has 200', () => {
    expect(sequenceRatio('a'.repeat(199), `b${'a'.repeat(198)}`)).toBe((2 * 198) / 398);
    expect(sequenceRatio('a'.repeat(200), `b${'a'.repeat(199)}`)).toBe(0);
  });

  it('lengthens a match by frequent elements all the same', () => {
    const frequent = 'a'.repeat(199);
    expect(sequenceRatio(`b${frequent}`, `b${frequent}`)).toBe(1);
    expect(sequenceRatio(`${frequent}b`, `${frequent}b`)).toBe(1);
  });

  it('follows the definition', () => {
    fc.assert(
      fc.property(fewLetters, fewLetters, (a, b) => {
        const [left, right] = [Array.from(a), Array.from(b)];
        const total = left.length + right.length;
        const expected = total === 0 ? 1 : (2 * naiveMatches(left, right)) / total;
        expect(sequenceRatio(a, b)).toBe(expected);
      }),
    );
  });

  it('lies from 0 to 1, and is 1 for equal texts alone', () => {
    fc.assert(
      fc.property(fewLetters, fewLetters, (a, b) => {
        const ratio = sequenceRatio(a, b);
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio).toBeLessThanOrEqual(1);
        expect(ratio === 1).toBe(a === b);
      }),
    );
  });
});
