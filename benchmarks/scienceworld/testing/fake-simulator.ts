import {
  SimulatorLost,
  type Episode,
  type Opening,
  type Reply,
  type Simulator,
} from '../simulator.ts';

export interface FakeOptions {
  /** Told of every step and load, in their order. */
  readonly onWork?: (work: string) => void;
  /** An action that ends the simulator. */
  readonly deadly?: string | undefined;
  /** Shows other pages than before, from the second load on. */
  readonly isFickle?: boolean | undefined;
}

/**
 * A world in which a page names all actions so far. `win` completes the task, `focus on wrong` fails
 * it, `good ...` is worth a quarter.
 */
export class FakeSimulator implements Simulator {
  readonly gone: Promise<string>;
  isClosed = false;
  readonly #options: FakeOptions;
  #actions: string[] | undefined;
  #loads = 0;
  #die!: (reason: string) => void;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.gone = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  async load({ task, variation }: Episode): Promise<Opening> {
    await this.#work(`load ${task}/${variation}`);
    this.#actions = [];
    this.#loads += 1;
    return { ...this.#reply(), taskDescription: `Your task is to do ${task} ${variation}.` };
  }

  async step(action: string): Promise<Reply> {
    await this.#work(action);
    if (this.#actions === undefined) throw new Error('Nothing was loaded');
    this.#actions.push(action);
    if (action === this.#options.deadly) this.kill('it stumbled');
    if (this.isClosed) throw new SimulatorLost('it stumbled');
    return this.#reply();
  }

  async validActions(): Promise<readonly string[]> {
    return ['win', `after ${this.#actions!.length}`];
  }

  kill(reason: string): void {
    this.isClosed = true;
    this.#die(reason);
  }

  close(): void {
    this.kill('it was closed');
  }

  async #work(work: string): Promise<void> {
    this.#options.onWork?.(work);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isClosed) throw new SimulatorLost('it is closed');
  }

  #reply(): Reply {
    const actions = this.#actions!;
    const suffix = this.#options.isFickle === true && this.#loads > 1 ? ' (again)' : '';
    const good = actions.filter((action) => action.startsWith('good')).length;
    const isCompleted = actions.at(-1) === 'win';
    return {
      text: `You did: ${actions.join(', ')}${suffix}`,
      score: actions.includes('focus on wrong') ? -1 : isCompleted ? 1 : Math.min(0.75, good / 4),
      isCompleted,
      ticks: actions.length,
    };
  }
}
