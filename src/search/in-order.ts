/**
 * Runs `start(0)`, `start(1)`, ... `start(count - 1)` with at most `concurrency` in flight, and
 * yields their results in the order of their indices, whichever completes first. When the consumer
 * leaves early, or a run rejects, no further run is started and those in flight are waited for.
 */
export async function* inOrder<T>(
  count: number,
  concurrency: number,
  start: (index: number) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  const inFlight = new Map<number, Promise<T>>();
  let started = 0;
  let running = 0;
  let abandoned = false;
  const fill = (): void => {
    while (!abandoned && started < count && running < concurrency) {
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
    for (let index = 0; index < count; index += 1) {
      fill();
      const promise = inFlight.get(index)!;
      yield await promise;
      inFlight.delete(index);
    }
  } finally {
    abandoned = true;
    await Promise.allSettled(inFlight.values());
  }
}
