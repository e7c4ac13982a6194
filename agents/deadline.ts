/** A call took longer than it was given. */
export class DeadlineExceeded extends Error {
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'DeadlineExceeded';
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Runs a call with a limit of its own. Rejects at once with `DeadlineExceeded` when the time is up,
 * and with the reason of `signal` when that is aborted, whether or not the call heeds the signal
 * that it is given; it should, to free what it holds.
 */
export async function withDeadline<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<T> {
  signal?.throwIfAborted();
  // Not AbortSignal.any with AbortSignal.timeout: their timer would outlive the call.
  const controller = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(controller.signal.reason as Error);
    });
  });
  const cancel = (): void => {
    controller.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new DeadlineExceeded(timeoutMs));
  }, timeoutMs);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([call(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
