import type { Awaitable } from '../core/awaitable.ts';
import type { Policy } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';

/** Makes a call now, or when it is its turn. */
export type CallLimit = <T>(call: () => Awaitable<T>) => Awaitable<T>;

/**
 * Has at most `limit` calls in flight; more wait their turn, first come first served. A call that
 * answers at once stays synchronous, which a general-purpose limiter would not allow.
 */
export function limitCalls(limit: number): CallLimit {
  let inFlight = 0;
  const waiting: (() => void)[] = [];
  const release = (): void => {
    inFlight -= 1;
    waiting.shift()?.();
  };
  const start: CallLimit = (call) => {
    inFlight += 1;
    let answer: ReturnType<typeof call>;
    try {
      answer = call();
    } catch (error) {
      release();
      throw error;
    }
    if (answer instanceof Promise) return answer.finally(release);
    release();
    return answer;
  };
  return (call) => {
    if (inFlight < limit) return start(call);
    return new Promise((resolve, reject) => {
      waiting.push(() => {
        // Taken over at once: between release and call nobody else may take the place.
        try {
          resolve(start(call));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  };
}

/** The same policy, whose calls keep to a limit. */
export function limitPolicy(policy: Policy, limit: CallLimit): Policy {
  return {
    name: policy.name,
    ...(policy.costBound === undefined ? {} : { costBound: policy.costBound.bind(policy) }),
    propose: (context, options) => limit(() => policy.propose(context, options)),
  };
}

/** The same reflector, whose calls keep to a limit. */
export function limitReflector(reflector: Reflector, limit: CallLimit): Reflector {
  return {
    name: reflector.name,
    ...(reflector.costBound === undefined
      ? {}
      : { costBound: reflector.costBound.bind(reflector) }),
    reflect: (trajectory, score, options) =>
      limit(() => reflector.reflect(trajectory, score, options)),
  };
}
