import { describe, expect, it } from 'vitest';
import { countTurns } from '../testing/turns.ts';
import { takeTurns, WORK_IN_ONE_TURN } from './turns.ts';

describe('taking turns', () => {
  it('lets others in between pieces of work, however they are cut', async () => {
    const done = 40 * WORK_IN_ONE_TURN;
    for (const piece of [WORK_IN_ONE_TURN / 50, WORK_IN_ONE_TURN, 4 * WORK_IN_ONE_TURN]) {
      const turns = await countTurns(async () => {
        const take = takeTurns();
        for (let work = 0; work < done; work += piece) await take(piece);
      });
      expect(turns).toBeGreaterThanOrEqual(Math.floor(done / Math.max(piece, WORK_IN_ONE_TURN)));
    }
  });

  it('waits for nobody while there is little to do', () => {
    const take = takeTurns();
    expect(take(WORK_IN_ONE_TURN / 2)).toBeUndefined();
    expect(take(WORK_IN_ONE_TURN / 2)).toBeInstanceOf(Promise);
    expect(take(1)).toBeUndefined();
  });
});
