import type { Benchmark, Task, TaskSet } from '../core/benchmark.ts';
import type { Branching, Environment, StepResult } from '../core/environment.ts';
import { InputError } from '../core/errors.ts';
import type { Observation } from '../core/observation.ts';

const GOODS: readonly string[] = ['tea', 'cup'];

interface ShopState {
  readonly place: 'shelf' | 'item' | 'bought' | 'left';
  readonly item: string;
}

export interface MockShopOptions {
  readonly branching?: Branching['kind'];
  /** Whether there is one more page, with `leave`, after a purchase. */
  readonly hasReceipt?: boolean;
}

/**
 * A shop with two things to look at and to buy, in which buying cannot be taken back: for tests of
 * what a search must not do. It counts what is bought in all of its environments.
 */
export class MockShop implements Benchmark {
  readonly name = 'mock-shop';
  readonly summary = 'buy tea';
  readonly facts = { actions: 'actions taken' };
  readonly policies = {};
  readonly usualPolicies = { exploring: 'none', acting: 'none' };
  readonly maxSteps = 6;
  readonly task: Task = { id: 'tea', intent: 'buy tea' };
  readonly bought: string[] = [];
  readonly counts = { opened: 0, closed: 0 };
  readonly #options: MockShopOptions;

  constructor(options: MockShopOptions = {}) {
    this.#options = options;
  }

  load(): Promise<TaskSet> {
    const { task } = this;
    return Promise.resolve({
      tasks: [task],
      splits: { train: [], test: [0] },
      find: (reference) => (reference === task.id ? task : undefined),
      fromGoal: () => {
        throw new InputError({ problem: 'this shop has no other goals', remedy: 'Use its task' });
      },
    });
  }

  openEnvironment(): Environment {
    return this.openLive();
  }

  /** `notice` is shown behind every look, as on a live site that has changed since. */
  openLive(notice = ''): Environment {
    this.counts.opened += 1;
    return new ShopEnvironment(this, this.#options, notice);
  }

  grade() {
    return { score: 0, success: false };
  }

  groupOf(task: Task): string {
    return task.id;
  }

  isTestGroup(): boolean {
    return false;
  }

  get hindsight(): never {
    throw new Error('This shop makes no reward data');
  }

  get encoder(): never {
    throw new Error('This shop encodes nothing');
  }
}

class ShopEnvironment implements Environment {
  readonly branching: Branching;
  readonly #shop: MockShop;
  readonly #options: MockShopOptions;
  readonly #notice: string;
  #state: ShopState = { place: 'shelf', item: '' };
  #actions = 0;

  constructor(shop: MockShop, options: MockShopOptions, notice: string) {
    this.#shop = shop;
    this.#options = options;
    this.#notice = notice;
    this.branching = this.#branchingOf(options.branching ?? 'clone');
  }

  reset(): Observation {
    this.#state = { place: 'shelf', item: '' };
    this.#actions = 0;
    return this.#observe();
  }

  isIrreversible(action: string): boolean {
    return this.#state.place === 'item' && action.startsWith('buy ');
  }

  step(action: string): StepResult {
    this.#actions += 1;
    if (this.#allowed().includes(action)) this.#state = this.#after(action);
    const { place } = this.#state;
    return {
      observation: this.#observe(),
      done: place === 'left' || (place === 'bought' && this.#options.hasReceipt !== true),
      facts: { actions: this.#actions },
    };
  }

  close(): void {
    this.#shop.counts.closed += 1;
  }

  #after(action: string): ShopState {
    const { item } = this.#state;
    if (action === 'back') return { place: 'shelf', item: '' };
    if (action === 'leave') return { place: 'left', item };
    if (action.startsWith('look at ')) {
      return { place: 'item', item: action.slice('look at '.length) };
    }
    this.#shop.bought.push(item);
    return { place: 'bought', item };
  }

  #allowed(): readonly string[] {
    const { place, item } = this.#state;
    if (place === 'shelf') return GOODS.map((name) => `look at ${name}`);
    if (place === 'item') return [`buy ${item}`, 'back'];
    return place === 'bought' ? ['leave'] : [];
  }

  #observe(): Observation {
    const { place, item } = this.#state;
    return {
      text: place === 'item' ? `${place} ${item}${this.#notice}` : `${place} ${item}`.trim(),
      availableActions: this.#allowed(),
    };
  }

  #branchingOf(kind: Branching['kind']): Branching {
    if (kind === 'replay') return { kind };
    if (kind === 'snapshot') {
      return {
        kind,
        save: () => [this.#state, this.#actions],
        restore: async (saved) => {
          [this.#state, this.#actions] = saved as [ShopState, number];
        },
      };
    }
    return {
      kind,
      clone: () => {
        this.#shop.counts.opened += 1;
        const copy = new ShopEnvironment(this.#shop, this.#options, this.#notice);
        copy.#state = this.#state;
        copy.#actions = this.#actions;
        return copy;
      },
    };
  }
}
