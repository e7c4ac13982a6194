import type { StepResult } from '../core/environment.ts';
import { pageOf, type Observation } from '../core/observation.ts';
import type { Proposal } from '../core/policy.ts';
import type { Facts, Step, Trajectory, TrajectoryEnd } from '../core/trajectory.ts';
import { addUsage, NO_USAGE, type Usage } from '../core/usage.ts';

/** Writes down an episode as it is played. */
export class Recorder {
  /** Never changed in place: whoever was given it keeps what it saw. */
  steps: readonly Step[];
  observation: Observation;
  readonly #identity: Pick<Trajectory, 'id' | 'benchmark' | 'taskId' | 'intent'>;
  #facts: Facts;
  #usage: Usage = NO_USAGE;

  constructor(
    identity: Pick<Trajectory, 'id' | 'benchmark' | 'taskId' | 'intent'>,
    start: Observation,
    before: { readonly steps: readonly Step[]; readonly facts: Facts } = { steps: [], facts: {} },
  ) {
    this.#identity = identity;
    this.observation = start;
    this.steps = before.steps;
    this.#facts = before.facts;
  }

  add({ action, thought }: Proposal, result: StepResult): void {
    const step = {
      observation: pageOf(this.observation),
      ...(thought === undefined ? {} : { thought }),
      action,
    };
    this.steps = [...this.steps, step];
    this.observation = result.observation;
    this.#facts = result.facts;
  }

  /** Adds an action that is not taken: what is seen and known stays as it is. */
  addPending(proposal: Proposal): void {
    this.add(proposal, { observation: this.observation, done: false, facts: this.#facts });
  }

  charge(usage: Usage): void {
    this.#usage = addUsage(this.#usage, usage);
  }

  end(end: TrajectoryEnd, failure?: string): Trajectory {
    const { id, benchmark, taskId, intent } = this.#identity;
    return {
      id,
      benchmark,
      taskId,
      intent,
      steps: this.steps,
      final: pageOf(this.observation),
      end,
      ...(failure === undefined ? {} : { failure }),
      facts: { ...this.#facts, actions: this.steps.length },
      usage: this.#usage,
    };
  }
}
