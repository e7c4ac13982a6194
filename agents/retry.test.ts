import { describe, expect, it, vi } from 'vitest';
import { createRng } from '../src/core/rng.ts';
import {
  AttemptsFailed,
  LONGEST_DELAY_MS,
  retry,
  retryDelayMs,
  type RetryAdvice,
  type RetryOptions,
} from './retry.ts';

const options = (changes: Partial<RetryOptions> = {}): RetryOptions => ({
  attempts: 6,
  firstDelayMs: 0,
  rng: createRng(1),
  advise: () => ({ retry: true }),
  ...changes,
});

const failing = (error: unknown) => vi.fn(() => Promise.reject(error as Error));

describe('retry', () => {
  it('gives the result of the first attempt that succeeds', async () => {
    const call = vi.fn(async (attempt: number) => {
      if (attempt < 3) throw new Error('not yet');
      return attempt;
    });
    expect(await retry(call, options())).toBe(3);
  });

  it('gives up after the last attempt and says how many there were', async () => {
    const cause = new Error('down');
    const call = failing(cause);
    const failure: unknown = await retry(call, options({ attempts: 3 })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AttemptsFailed);
    expect(failure).toMatchObject({ attempts: 3, cause });
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('does not try again when that is no use', async () => {
    const call = failing(new Error('refused'));
    const result = retry(call, options({ advise: () => ({ retry: false }) }));
    await expect(result).rejects.toMatchObject({ attempts: 1 });
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('waits as long as the other side asks', async () => {
    const begun: number[] = [];
    const call = (): Promise<never> => {
      begun.push(performance.now());
      return Promise.reject(new Error('busy'));
    };
    const advise = (): RetryAdvice => ({ retry: true, afterMs: 30 });
    await expect(retry(call, options({ attempts: 2, advise }))).rejects.toThrow();
    // Timers may fire up to a millisecond early.
    expect(begun[1]! - begun[0]!).toBeGreaterThanOrEqual(29);
  });

  it('treats a TypeError like any other error', async () => {
    const call = failing(new TypeError('terminated by the peer'));
    await expect(retry(call, options({ attempts: 2 }))).rejects.toMatchObject({ attempts: 2 });
  });

  it.each([new Error('enough'), 'enough'])(
    'rejects with the reason %s while it waits',
    async (why) => {
      const controller = new AbortController();
      const result = retry(
        failing(new Error('down')),
        options({ firstDelayMs: 60_000, signal: controller.signal }),
      );
      setTimeout(() => {
        controller.abort(why);
      }, 5);
      await expect(result).rejects.toBe(why);
    },
  );

  it('does not begin when the user has already cancelled', async () => {
    const call = failing(new Error('down'));
    await expect(retry(call, options({ signal: AbortSignal.abort('early') }))).rejects.toBe(
      'early',
    );
    expect(call).not.toHaveBeenCalled();
  });
});

describe('retryDelayMs', () => {
  const delays = (seed: number, afterMs?: number): number[] => {
    const rng = createRng(seed);
    return [1, 2, 3, 4].map((attempt) =>
      retryDelayMs(attempt, { firstDelayMs: 100, rng, afterMs }),
    );
  };

  it('doubles, with a jitter between half of it and all of it', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      delays(seed).forEach((delayMs, index) => {
        expect(delayMs).toBeGreaterThanOrEqual(50 * 2 ** index);
        expect(delayMs).toBeLessThanOrEqual(100 * 2 ** index);
      });
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(delays(5)).toEqual(delays(5));
    expect(delays(6)).not.toEqual(delays(5));
  });

  it('is as long as the other side asks', () => {
    expect(delays(1, 7000)).toEqual([7000, 7000, 7000, 7000]);
  });

  it('is never longer than a minute', () => {
    expect(delays(1, 86_400_000)[0]).toBe(LONGEST_DELAY_MS);
    expect(retryDelayMs(40, { firstDelayMs: 100, rng: createRng(1) })).toBe(LONGEST_DELAY_MS);
  });
});
