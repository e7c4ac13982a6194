/**
 * A value now or later. Contracts use it so that an implementation that answers at once costs
 * no turn of the event loop: a caller may test for a promise before it awaits.
 */
export type Awaitable<T> = T | Promise<T>;

/** Hands a value on: at once where it is there at once, so that no turn is lost. */
export function whenReady<T, R>(
  value: Awaitable<T>,
  use: (value: T) => Awaitable<R>,
): Awaitable<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}

/** Makes a call and hands on what comes of it, at once where the call answers or throws at once. */
export function attempt<T, R>(
  call: () => Awaitable<T>,
  use: (value: T) => Awaitable<R>,
  recover: (error: unknown) => Awaitable<R>,
): Awaitable<R> {
  let answer: Awaitable<T>;
  try {
    answer = call();
  } catch (error) {
    return recover(error);
  }
  return answer instanceof Promise ? answer.then(use, recover) : use(answer);
}

/** What was thrown at once, as a rejection. */
export async function rejection(cause: unknown): Promise<never> {
  throw cause;
}
