import { whenReady } from '../core/awaitable.ts';
import type { Page } from '../core/observation.ts';
import type { Policy } from '../core/policy.ts';

/** Actions that were refused, each on the page on which it was to be taken. */
export class RefusedActions {
  readonly actions: string[] = [];
  readonly #known = new Set<string>();

  add(page: Page, action: string): void {
    this.actions.push(action);
    this.#known.add(keyOf(page, action));
  }

  /** The same policy, which proposes none of them there. */
  without(policy: Policy): Policy {
    if (this.actions.length === 0) return policy;
    return {
      name: policy.name,
      ...(policy.costBound === undefined ? {} : { costBound: policy.costBound.bind(policy) }),
      propose: (context, options) =>
        whenReady(policy.propose(context, options), (reply) => ({
          ...reply,
          proposals: reply.proposals.filter(
            ({ action }) => !this.#known.has(keyOf(context.observation, action)),
          ),
        })),
    };
  }
}

function keyOf({ text }: Page, action: string): string {
  return JSON.stringify([text, action]);
}
