import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { Rng } from '../src/core/rng.ts';

/** Waiting longer than this is a failure to whoever waits, whatever the other side asks for. */
export const LONGEST_DELAY_MS = 60_000;

/** Whether another attempt may succeed, and the least time that the other side asked to wait. */
export type RetryAdvice =
  { readonly retry: false } | { readonly retry: true; readonly afterMs?: number | undefined };

export interface RetryOptions {
  /** The most attempts, the first included; at least 1. */
  readonly attempts: number;
  /** The wait before the second attempt; it doubles before each further one. */
  readonly firstDelayMs: number;
  /** Consumed for the jitter, so that calls that failed together do not return together. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
  readonly advise: (error: unknown) => RetryAdvice;
}

/** No attempt succeeded. `cause` is what the last one threw. */
export class AttemptsFailed extends Error {
  readonly attempts: number;

  constructor(attempts: number, cause: unknown) {
    super(`failed after attempt ${attempts}`, { cause });
    this.name = 'AttemptsFailed';
    this.attempts = attempts;
  }
}

/**
 * Calls until it succeeds, with exponential backoff. Rejects with `AttemptsFailed`, or, promptly
 * and also while it waits, with the reason of `signal`.
 */
export async function retry<T>(
  call: (attempt: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { attempts, firstDelayMs, rng, signal, advise } = options;
  const attemptCall = async (attempt: number): Promise<T> => {
    try {
      return await call(attempt);
    } catch (cause) {
      throw new AttemptsFailed(attempt, cause);
    }
  };
  const adviceOn = (error: Error): RetryAdvice =>
    error instanceof AttemptsFailed ? advise(error.cause) : { retry: false };
  try {
    return await pRetry(attemptCall, {
      retries: attempts - 1,
      // The wait is ours: p-retry's knows neither a Retry-After nor a seeded jitter.
      minTimeout: 0,
      signal,
      shouldRetry: ({ error }) => adviceOn(error).retry,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        const advice = adviceOn(error);
        if (!advice.retry || retriesLeft === 0) return;
        const delayMs = retryDelayMs(attemptNumber, { firstDelayMs, rng, ...advice });
        await sleep(delayMs, undefined, { signal });
      },
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/**
 * Milliseconds to wait after a failed attempt, counted from 1: "equal jitter", between half of the
 * full delay and all of it, so that a wait is never next to nothing; at least what was asked for,
 * and never more than `LONGEST_DELAY_MS`.
 */
export function retryDelayMs(
  attempt: number,
  {
    firstDelayMs,
    rng,
    afterMs = 0,
  }: { firstDelayMs: number; rng: Rng; afterMs?: number | undefined },
): number {
  const fullMs = firstDelayMs * 2 ** (attempt - 1);
  const backoffMs = fullMs * (0.5 + rng.next() / 2);
  return Math.min(LONGEST_DELAY_MS, Math.max(backoffMs, afterMs));
}
