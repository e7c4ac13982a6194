import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import { ACTIONS, DEPTH } from './tree.ts';

/**
 * Shows the way taken so far, and nothing of what it is worth. Pure state. Text that is no action
 * leaves it where it is.
 */
export class KnownTreeEnvironment implements Environment {
  #path = '';
  #actions = 0;

  get branching(): Branching {
    return { kind: 'clone', clone: () => this.#clone() };
  }

  reset(): Observation {
    this.#path = '';
    this.#actions = 0;
    return this.#observe();
  }

  step(action: string): StepResult {
    if (this.#path.length >= DEPTH)
      throw new Error('The episode is over; reset before the next step');
    if (ACTIONS.includes(action)) this.#path += action;
    this.#actions += 1;
    return {
      observation: this.#observe(),
      done: this.#path.length === DEPTH,
      facts: { actions: this.#actions },
    };
  }

  close(): void {
    // Nothing to release.
  }

  #observe(): Observation {
    return { text: `at /${this.#path}`, availableActions: ACTIONS };
  }

  #clone(): KnownTreeEnvironment {
    const copy = new KnownTreeEnvironment();
    copy.#path = this.#path;
    copy.#actions = this.#actions;
    return copy;
  }
}

/** Where a sequence of actions leads: those that are none are left out. */
export function pathOf(steps: readonly { readonly action: string }[]): string {
  let path = '';
  for (const { action } of steps) if (ACTIONS.includes(action)) path += action;
  return path.slice(0, DEPTH);
}
