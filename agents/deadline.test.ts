import { describe, expect, it } from 'vitest';
import { DeadlineExceeded, withDeadline } from './deadline.ts';

const never = (): Promise<never> => new Promise<never>(() => undefined);

describe('withDeadline', () => {
  it('gives what the call gives', async () => {
    expect(await withDeadline(async () => 7, { timeoutMs: 1000 })).toBe(7);
  });

  it('passes on what the call throws', async () => {
    const failing = withDeadline(() => Promise.reject(new Error('no')), { timeoutMs: 1000 });
    await expect(failing).rejects.toThrow('no');
  });

  it('rejects when the time is up, even if the call ignores its signal', async () => {
    await expect(withDeadline(never, { timeoutMs: 5 })).rejects.toBeInstanceOf(DeadlineExceeded);
  });

  it('tells the call that the time is up', async () => {
    let seen: AbortSignal | undefined;
    const call = withDeadline(
      (signal) => {
        seen = signal;
        return never();
      },
      { timeoutMs: 5 },
    );
    await expect(call).rejects.toThrow('no answer within 5 ms');
    expect(seen?.aborted).toBe(true);
  });

  it.each([new Error('enough'), 'enough'])(
    'rejects with the reason %s of the user',
    async (why) => {
      const controller = new AbortController();
      const call = withDeadline(never, { timeoutMs: 60_000, signal: controller.signal });
      controller.abort(why);
      await expect(call).rejects.toBe(why);
    },
  );

  it('does not begin when the user has already cancelled', async () => {
    let began = false;
    const call = withDeadline(
      async () => {
        began = true;
      },
      { timeoutMs: 1000, signal: AbortSignal.abort('early') },
    );
    await expect(call).rejects.toBe('early');
    expect(began).toBe(false);
  });
});
