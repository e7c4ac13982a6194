import type { Policy, PolicyReply } from '../core/policy.ts';

/**
 * The same policy with at most `limit` calls in flight; more wait their turn, first come first
 * served. A policy that answers at once stays synchronous, which a general-purpose limiter would
 * not allow.
 */
export function limitPolicy(policy: Policy, limit: number): Policy {
  let inFlight = 0;
  const waiting: (() => void)[] = [];
  const release = (): void => {
    inFlight -= 1;
    waiting.shift()?.();
  };
  const call: Policy['propose'] = (context, options) => {
    inFlight += 1;
    let reply: ReturnType<Policy['propose']>;
    try {
      reply = policy.propose(context, options);
    } catch (error) {
      release();
      throw error;
    }
    if (reply instanceof Promise) return reply.finally(release);
    release();
    return reply;
  };
  return {
    name: policy.name,
    ...(policy.costBound === undefined ? {} : { costBound: policy.costBound.bind(policy) }),
    propose: (context, options) => {
      if (inFlight < limit) return call(context, options);
      return new Promise<PolicyReply>((resolve, reject) => {
        waiting.push(() => {
          // Taken over at once: between release and call nobody else may take the place.
          try {
            resolve(call(context, options));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
    },
  };
}
