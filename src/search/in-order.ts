/** Runs that may be ahead of the consumer, as a multiple of the concurrency. */
const LOOK_AHEAD = 4;

/**
 * Runs `start(0)`, `start(1)`, ... `start(count - 1)` with at most `concurrency` in flight, and
 * yields their results in the order of their indices, whichever completes first. It gets ahead of
 * a slow run or a slow consumer by a bounded number of runs. When the consumer leaves early, or a
 * run rejects, no further run is started and those in flight are waited for. While others are
 * running, the next one waits until `mayStart` allows it; it is asked again whenever one has ended.
 */
export async function* inOrder<T>(
  count: number,
  concurrency: number,
  start: (index: number) => Promise<T>,
  mayStart: (running: number) => boolean = () => true,
): AsyncGenerator<T, void, undefined> {
  const inFlight = new Map<number, Promise<T>>();
  let started = 0;
  let running = 0;
  let yielded = 0;
  let abandoned = false;
  const fill = (): void => {
    const end = Math.min(count, yielded + LOOK_AHEAD * concurrency);
    while (!abandoned && started < end && running < concurrency) {
      if (running > 0 && !mayStart(running)) return;
      const promise = start(started);
      inFlight.set(started, promise);
      started += 1;
      running += 1;
      const settle = (): void => {
        running -= 1;
        fill();
      };
      promise.then(settle, settle);
    }
  };
  try {
    for (; yielded < count; yielded += 1) {
      fill();
      yield await inFlight.get(yielded)!;
      inFlight.delete(yielded);
    }
  } finally {
    abandoned = true;
    await Promise.allSettled(inFlight.values());
  }
}
