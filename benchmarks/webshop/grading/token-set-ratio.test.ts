import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import { byCodePoint } from './code-point-order.ts';
import { tokenSetRatio } from './token-set-ratio.ts';

const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '7'), minLength: 1 }), {
  maxLength: 5,
});

describe('the token set ratio', () => {
  it.each([
    ['order and repetition of words', 'powder cool powder', 'cool powder', 100],
    ['words that the other text has more of', 'powder snow', 'cool powder snow', 100],
    ['letter case and punctuation', 'Pack-of (12)!', 'pack of 12', 100],
    ['Latin-1 letters, which vanish', 'décor', 'dcor', 100],
    ['a text without a word on the left', '???', 'abc', 0],
    ['a text without a word on the right', 'abc', '', 0],
    ['two texts without a word', '', '!', 0],
    ['words that share no letter', 'abc', 'xyz', 0],
    ['underscores, which join', 'a_b', 'a b', 67],
    ['combining marks, which separate', 'a\u0301b', 'a b', 100],
    ['half a point, which goes to the even number', 'aaaaaaaa', 'abbbbbbb', 12],
  ])('scores %s', (_, a, b, score) => {
    expect(tokenSetRatio(a, b)).toBe(score);
  });

  it('is 100 when all words of one text are in the other', () => {
    fc.assert(
      fc.property(words, words, (some, more) => {
        const all = [...more, ...some].join(' ');
        fc.pre(some.some((word) => /[ab7]/.test(word)));
        expect(tokenSetRatio(some.join(' '), all)).toBe(100);
        expect(tokenSetRatio(all, some.join(' '))).toBe(100);
      }),
    );
  });

  it('does not look at the order of words, and is a whole number from 0 to 100', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const score = tokenSetRatio(a.join(' '), b.join(' '));
        expect(tokenSetRatio(a.toReversed().join(' '), b.toReversed().join('-'))).toBe(score);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      }),
    );
  });

  const golden = sharedData('webshop/token-set-ratio-golden.jsonl');
  it.skipIf(!existsSync(golden))(`equals the original (skipped without ${golden})`, () => {
    const lines = readFileSync(golden, 'utf8').trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { a: string; b: string; difflib: number });
    expect(rows.filter(({ a, b, difflib }) => tokenSetRatio(a, b) !== difflib)).toEqual([]);
    expect(rows.length).toBeGreaterThan(3000);
  });
});

describe('the order of words', () => {
  it('is that of code points', () => {
    const texts = ['\uffff', '😀', '', 'a', '😁', 'ab', '\ud83d\uff00'];
    const byBytes = (text: string): string =>
      Array.from(text, (character) =>
        character.codePointAt(0)!.toString(16).padStart(6, '0'),
      ).join();
    for (const a of texts) {
      for (const b of texts) {
        const expected = byBytes(a) < byBytes(b) ? -1 : Number(byBytes(a) > byBytes(b));
        expect(Math.sign(byCodePoint(a, b))).toBe(expected);
      }
    }
  });
});
