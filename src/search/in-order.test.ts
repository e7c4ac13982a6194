import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('inOrder', () => {
  it('yields in the order of the indices, whichever ends first', async () => {
    const results: number[] = [];
    for await (const value of inOrder(6, 3, async (index) => {
      await sleep(10 - index);
      return index;
    })) {
      results.push(value);
    }
    expect(results).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([1, 3, 100])('keeps at most %i in flight, and as many as it may', async (concurrency) => {
    let inFlight = 0;
    let most = 0;
    const runs = inOrder(20, concurrency, async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await sleep(1);
      inFlight -= 1;
    });
    for await (const _ of runs);
    expect(most).toBe(Math.min(20, concurrency));
  });

  it('goes on with later runs while an early one is slow', async () => {
    const begun: number[] = [];
    const runs = inOrder(5, 2, async (index) => {
      begun.push(index);
      await sleep(index === 0 ? 40 : 1);
    });
    const first = runs.next();
    await sleep(20);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    await first;
    await runs.return();
  });

  it('does not run away from a slow consumer', async () => {
    let begun = 0;
    const runs = inOrder(1000, 2, async () => {
      begun += 1;
    });
    await runs.next();
    await sleep(5);
    expect(begun).toBeLessThan(20);
    await runs.return();
  });

  it('waits for what is in flight, and starts nothing more, when its consumer leaves', async () => {
    let ended = 0;
    let begun = 0;
    for await (const value of inOrder(50, 4, async (index) => {
      begun += 1;
      await sleep(5);
      ended += 1;
      return index;
    })) {
      if (value === 1) break;
    }
    expect(ended).toBe(begun);
    expect(begun).toBeLessThan(10);
  });

  it('passes a failure on after the others have settled', async () => {
    let settled = 0;
    const consume = async () => {
      for await (const _ of inOrder(4, 4, async (index) => {
        await sleep(index);
        settled += 1;
        if (index === 1) throw new Error('one failed');
      }));
    };
    await expect(consume()).rejects.toThrow('one failed');
    expect(settled).toBe(4);
  });

  it('has nothing to yield for a count of 0', async () => {
    for await (const _ of inOrder(0, 4, () => Promise.reject(new Error('never')))) expect.fail();
  });
});
