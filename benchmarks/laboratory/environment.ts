import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import { act } from './actions/act.ts';
import { availableActions } from './actions/available.ts';
import { readPhrases } from './actions/phrase.ts';
import { tellPage } from './view/page.ts';
import type { World } from './world/world.ts';

const WELCOME = 'You are in a laboratory.';

/**
 * A laboratory in which somebody works until they say that they finish. It knows no goal but the
 * words of the intent, and no page says how far the work has come: also a wrong focus is answered
 * like a right one. Pure state, so a clone costs one object.
 */
export class LabEnvironment implements Environment {
  readonly #start: World;
  readonly #intent: string;
  #world: World;
  #actions = 0;

  constructor(start: World, intent: string) {
    this.#start = start;
    this.#intent = intent;
    this.#world = start;
  }

  /** Made on demand: a search keeps one environment a node. */
  get branching(): Branching {
    return { kind: 'clone', clone: () => this.#clone() };
  }

  reset(): Observation {
    this.#world = this.#start;
    this.#actions = 0;
    return observe(this.#world, WELCOME);
  }

  step(action: string): StepResult {
    if (this.#world.isOver) throw new Error('The episode is over; reset before the next step');
    const { world, said } = act(this.#world, action);
    this.#world = world;
    this.#actions += 1;
    return {
      observation: observe(world, asksForTask(action) ? `Your task: ${this.#intent}` : said),
      done: world.isOver,
      facts: { actions: this.#actions, ticks: world.time },
    };
  }

  close(): void {
    // Nothing to release.
  }

  #clone(): LabEnvironment {
    const copy = new LabEnvironment(this.#start, this.#intent);
    copy.#world = this.#world;
    copy.#actions = this.#actions;
    return copy;
  }
}

function asksForTask(action: string): boolean {
  const [phrase] = readPhrases(action);
  return phrase?.kind === 'lone' && phrase.verb === 'task';
}

function observe(world: World, said: string): Observation {
  let listed: readonly string[] | undefined;
  return {
    text: tellPage(world, said),
    // Listed on demand: a search that asks a policy of its own never pays for it.
    get availableActions() {
      listed ??= availableActions(world);
      return listed;
    },
  };
}
