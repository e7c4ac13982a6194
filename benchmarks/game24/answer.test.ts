import { describe, expect, it } from 'vitest';
import { replay } from '../../src/search/replay.ts';
import { game24 } from './index.ts';
import { createPuzzle } from './puzzle.ts';

const puzzle = createPuzzle([4, 5, 6, 10]);

async function answerTo(...actions: string[]): Promise<string | undefined> {
  const { trajectory } = await replay(game24, puzzle, actions);
  return game24.answerOf?.(trajectory);
}

describe('the answer of a trajectory of Game of 24', () => {
  it('is its expression, however it is spaced and whatever it is said to be worth', async () => {
    const answer = await answerTo('10 - 4 = 6 (left: 5 6 6)', 'Answer: (10 - 4) * 5 - 6');
    expect(answer).toBe('(10-4)*5-6');
    expect(await answerTo('answer:  ( 10-4 )*5 - 6 = 24')).toBe(answer);
  });

  it('does not tell right from wrong: two right answers are two answers', async () => {
    const right = await Promise.all([
      answerTo('Answer: (10 - 4) * 5 - 6'),
      answerTo('Answer: 5 * (10 - 4) - 6'),
    ]);
    expect(new Set(right).size).toBe(2);
    expect(await answerTo('Answer: 10 + 4 + 5 + 6')).toBe('10+4+5+6');
  });

  it('keeps numbers apart that only a space keeps apart', async () => {
    expect(await answerTo('Answer: 10 4 + 5')).toBe('10 4+5');
  });

  it('is undefined while there is none', async () => {
    expect(await answerTo('10 - 4 = 6 (left: 5 6 6)')).toBeUndefined();
  });
});
