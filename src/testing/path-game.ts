import type { Benchmark, Task, TaskSet } from '../core/benchmark.ts';
import type { Branching, Environment, StepResult } from '../core/environment.ts';
import type { Observation } from '../core/observation.ts';
import { InputError } from '../core/errors.ts';

/** Walk down a tree; one leaf is the prize. */
export interface PathTask extends Task {
  /** The actions that lead to the prize; never shown. */
  readonly prize: readonly string[];
}

const ACTIONS: readonly string[] = ['a', 'b', 'c'];

/**
 * The smallest benchmark with everything in it, for tests of planners: a tree of the given depth,
 * three actions a state, one leaf with a true score of 1. It counts what is opened, closed and
 * stepped, and can be branched in each of the three ways.
 */
export class PathGame implements Benchmark<PathTask> {
  readonly name = 'path-game';
  readonly summary = 'walk down a tree to the prize';
  readonly facts = { actions: 'actions taken', turns: 'changes of direction' };
  readonly policies = {};
  readonly usualPolicies = { exploring: 'none', acting: 'none' };
  readonly maxSteps: number;
  readonly task: PathTask;
  readonly counts = { opened: 0, closed: 0, steps: 0 };
  readonly #depth: number;
  readonly #kind: Branching['kind'];

  constructor(options: { depth?: number; branching?: Branching['kind'] } = {}) {
    const { depth = 3, branching = 'clone' } = options;
    this.#depth = depth;
    this.#kind = branching;
    this.maxSteps = 2 * depth;
    this.task = {
      id: 'path',
      intent: 'walk to the prize',
      prize: Array.from({ length: depth }, (_, index) => ACTIONS[(index + 1) % 3]!),
    };
  }

  load(): Promise<TaskSet<PathTask>> {
    const { task } = this;
    return Promise.resolve({
      tasks: [task],
      splits: { train: [], test: [0] },
      find: (reference) => (reference === task.id ? task : undefined),
      fromGoal: () => {
        throw new InputError({ problem: 'this game has no other goals', remedy: 'Use its task' });
      },
    });
  }

  openEnvironment(): Environment {
    this.counts.opened += 1;
    return new PathEnvironment(this.#depth, this.#kind, this.counts);
  }

  grade(task: PathTask, { steps }: { readonly steps: readonly { readonly action: string }[] }) {
    const walked = steps.map((step) => step.action).filter((action) => ACTIONS.includes(action));
    const success = walked.join() === task.prize.join();
    return { score: success ? 1 : 0, success };
  }

  groupOf(task: PathTask): string {
    return task.id;
  }

  isTestGroup(): boolean {
    return false;
  }

  get encoder(): never {
    throw new Error('This game encodes nothing');
  }
}

class PathEnvironment implements Environment {
  readonly branching: Branching;
  readonly #depth: number;
  readonly #counts: PathGame['counts'];
  #path = '';
  #actions = 0;

  constructor(depth: number, kind: Branching['kind'], counts: PathGame['counts']) {
    this.#depth = depth;
    this.#counts = counts;
    this.branching = this.#branchingOf(kind);
  }

  reset(): Observation {
    this.#path = '';
    this.#actions = 0;
    return this.#observe();
  }

  step(action: string): StepResult {
    if (this.#path.length >= this.#depth) throw new Error('The episode is over');
    this.#counts.steps += 1;
    this.#actions += 1;
    if (ACTIONS.includes(action)) this.#path += action;
    const turns = this.#path
      .split('')
      .filter((step, index, all) => index > 0 && step !== all[index - 1]);
    return {
      observation: this.#observe(),
      done: this.#path.length === this.#depth,
      facts: { actions: this.#actions, turns: turns.length },
    };
  }

  close(): void {
    this.#counts.closed += 1;
  }

  #observe(): Observation {
    return { text: `at /${this.#path.split('').join('/')}`, availableActions: ACTIONS };
  }

  #branchingOf(kind: Branching['kind']): Branching {
    if (kind === 'replay') return { kind };
    if (kind === 'snapshot') {
      return {
        kind,
        save: () => [this.#path, this.#actions],
        restore: async (saved) => {
          [this.#path, this.#actions] = saved as [string, number];
        },
      };
    }
    return {
      kind,
      clone: () => {
        this.#counts.opened += 1;
        const copy = new PathEnvironment(this.#depth, kind, this.#counts);
        copy.#path = this.#path;
        copy.#actions = this.#actions;
        return copy;
      },
    };
  }
}
