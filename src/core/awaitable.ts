/**
 * A value now or later. Contracts use it so that an implementation that answers at once costs
 * no turn of the event loop: a caller may test for a promise before it awaits.
 */
export type Awaitable<T> = T | Promise<T>;
