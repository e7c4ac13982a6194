import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hindsight } from './hindsight.ts';
import { createPuzzle, intentOf, parseIntent } from './puzzle.ts';

const puzzle = createPuzzle([1, 4, 6, 13], 30);

describe('an intent of this game', () => {
  it('reads back as it was written', () => {
    const number = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(fc.tuple(number, number, number, number), number, (numbers, target) => {
        expect(parseIntent(intentOf(numbers, target))).toEqual({ numbers, target });
      }),
    );
  });

  it.each([
    'use 1, 4, 6 and 13 to reach 30',
    'Combine 1, 4, 6, 13 with + - * / so that they equal 30.',
    'Get 30 from the numbers 1, 4, 6 and 13, each used once',
  ])('reads in other words: %s', (intent) => {
    expect(parseIntent(intent)).toEqual({ numbers: [1, 4, 6, 13], target: 30 });
    expect(hindsight.reword!(puzzle, intent)).toEqual({ ...puzzle, intent });
  });

  it.each([
    ['no target', 'use 1, 4, 6 and 13'],
    ['two targets', 'make 30 or reach 31 from 1, 4, 6, 13'],
    ['five numbers', 'use 1, 4, 6, 13 and 2 to reach 30'],
    ['a fraction', 'make 30 from 1/4, 4, 6, 13'],
    ['a number too large', 'make 30 from 1, 4, 6, 1300'],
  ])('is none with %s', (_, intent) => {
    expect(parseIntent(intent)).toBeUndefined();
  });

  it.each(['use 4, 1, 6 and 13 to reach 30', 'make 31 from 1, 4, 6, 13'])(
    'of another puzzle is not the same in other words: %s',
    (intent) => {
      expect(hindsight.reword!(puzzle, intent)).toBeUndefined();
    },
  );
});
