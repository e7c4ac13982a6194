import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import { act } from './actions/act.ts';
import { LabEnvironment } from './environment.ts';
import type { Rubric } from './goals/rubric.ts';
import { rubricOf } from './goals/rubrics.ts';
import { NOTHING_DONE, scoreOf, tally, type Tally } from './goals/score.ts';
import { laboratoryNumber } from './stock/laboratories.ts';
import type { LabTask } from './task.ts';
import type { World } from './world/world.ts';

/** A page with the score so far, as ScienceWorld counts it: a whole number from -100 to 100. */
export interface ScoredObservation extends Observation {
  readonly score: number;
}

/** The same episode with the true score beside every page, for replays and checks only. */
export class ScoredLabEnvironment implements Environment {
  readonly branching: Branching = { kind: 'replay' };
  readonly #shown: LabEnvironment;
  readonly #start: World;
  readonly #rubric: Rubric;
  #world: World;
  #reached: Tally = NOTHING_DONE;

  constructor({ goal, intent, laboratory }: LabTask) {
    this.#start = laboratoryNumber(laboratory);
    this.#world = this.#start;
    this.#rubric = rubricOf(goal, this.#start);
    this.#shown = new LabEnvironment(this.#start, intent);
  }

  reset(): ScoredObservation {
    this.#world = this.#start;
    this.#reached = NOTHING_DONE;
    return this.#scored(this.#shown.reset());
  }

  step(action: string): StepResult & { readonly observation: ScoredObservation } {
    const result = this.#shown.step(action);
    const { world, events } = act(this.#world, action);
    this.#world = world;
    this.#reached = tally(this.#rubric, this.#reached, events, world);
    return { ...result, observation: this.#scored(result.observation) };
  }

  close(): void {
    // Nothing to release.
  }

  #scored({ text, availableActions }: Observation): ScoredObservation {
    const score = roundHalfEven(100 * scoreOf(this.#rubric, this.#reached));
    return { text, availableActions, score };
  }
}

/** As Python rounds. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
