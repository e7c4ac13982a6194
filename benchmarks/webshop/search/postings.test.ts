import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseNorms } from './bm25.ts';
import { BLOCK_POSTINGS, decodeBlock, encodePostings } from './posting-list.ts';
import { PostingPool } from './posting-pool.ts';
import { NO_MORE, TermCursor } from './term-cursor.ts';
import { VariableByteReader, writeVariableByte } from './variable-byte.ts';

describe('numbers in variable bytes', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (numbers) => {
        const bytes = new Uint8Array(numbers.length * 5);
        numbers.reduce((at, number) => writeVariableByte(bytes, at, number), 0);
        const reader = new VariableByteReader(bytes);
        expect(numbers.map(() => reader.next())).toEqual(numbers);
      }),
    );
  });
});

describe('the posting pool', () => {
  it('gives back what many terms have been given in turn', () => {
    const pool = new PostingPool();
    const terms = Array.from({ length: 40 }, () => pool.addTerm());
    // The term number t is in every document whose number t + 1 divides.
    for (let position = 0; position < 50_000; position += 1) {
      for (const term of terms) {
        if (position % (term + 1) === 0) pool.add(term, position, 1 + (position % 300));
      }
    }
    for (const term of terms) {
      const { positions, frequencies } = pool.postings(term);
      expect(positions.length).toBe(Math.ceil(50_000 / (term + 1)));
      expect(positions.every((position, index) => position === index * (term + 1))).toBe(true);
      expect(frequencies.every((frequency, i) => frequency === 1 + (positions[i]! % 300))).toBe(
        true,
      );
    }
  });
});

describe('a posting list', () => {
  const documents = 2 ** 21;
  const norms = { lengths: new Uint8Array(documents).fill(50), inverseNorms: inverseNorms(60) };
  const postings = fc
    .uniqueArray(fc.tuple(fc.nat(documents - 1), fc.integer({ min: 1, max: 70_000 })), {
      selector: ([position]) => position,
      minLength: 1,
      maxLength: 3 * BLOCK_POSTINGS,
      size: 'max',
    })
    .map((pairs) => pairs.sort(([a], [b]) => a - b));

  it('leads a cursor to the first document at its target or after it', () => {
    fc.assert(
      fc.property(postings, fc.array(fc.nat(documents)), (pairs, targets) => {
        const cursor = new TermCursor(encode(pairs), norms, () => 1);
        for (const target of targets.sort((a, b) => a - b)) {
          cursor.advance(target);
          const expected = pairs.find(([position]) => position >= target)?.[0] ?? NO_MORE;
          expect(cursor.position).toBe(expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('bounds the scores of its documents, and one of them has that score', () => {
    fc.assert(
      fc.property(postings, (pairs) => {
        const cursor = new TermCursor(encode(pairs), norms, () => 3);
        const scores = pairs.map(([position]) => {
          cursor.advance(position);
          return cursor.score();
        });
        expect(Math.max(...scores)).toBe(cursor.bound);
      }),
      { numRuns: 50 },
    );
  });

  it('is decoded as it was encoded', () => {
    const positions = new Int32Array(2);
    const frequencies = new Int32Array(2);
    decodeBlock(
      encode([
        [3, 1],
        [2_000_000, 65_536],
      ]),
      1,
      -1,
      2,
      positions,
      frequencies,
    );
    expect([...positions, ...frequencies]).toEqual([3, 2_000_000, 1, 65_536]);
  });

  function encode(pairs: readonly (readonly [position: number, frequency: number])[]): Uint8Array {
    return encodePostings(
      {
        positions: Uint32Array.from(pairs, ([position]) => position),
        frequencies: Uint32Array.from(pairs, ([, frequency]) => frequency),
      },
      norms,
    );
  }
});
