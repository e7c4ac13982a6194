import type { Branching, Environment, StepResult } from '../../src/core/environment.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { Facts } from '../../src/core/trajectory.ts';
import type { Moment } from './moment.ts';
import type { SimulatorPool } from './pool.ts';
import type { Episode } from './simulator.ts';
import { Visitor } from './visitor.ts';

/** What is seen of a moment. */
export type MomentView<Seen extends Observation> = (moment: Moment) => Seen;

interface Call {
  readonly signal?: AbortSignal | undefined;
}

/**
 * ScienceWorld, until the task is completed or has failed. An environment holds a moment and no
 * simulator: one is brought to where it stands when it acts. So a clone costs nothing, and only what
 * is done from it has to be paid for, see `SimulatorPool`.
 */
export class ScienceWorldEnvironment<
  Seen extends Observation = Observation,
> implements Environment {
  readonly #pool: SimulatorPool;
  readonly #episode: Episode;
  readonly #view: MomentView<Seen>;
  readonly #visitor: Visitor;
  #at: Moment | undefined;
  #isOpen = true;

  constructor(
    pool: SimulatorPool,
    episode: Episode,
    view: MomentView<Seen>,
    visitor: Visitor = new Visitor(),
  ) {
    this.#pool = pool;
    this.#episode = episode;
    this.#view = view;
    this.#visitor = visitor;
    visitor.enter();
  }

  /** Made on demand: a search keeps one environment a node. */
  get branching(): Branching {
    return { kind: 'clone', clone: () => this.#clone() };
  }

  async reset({ signal }: Call = {}): Promise<Seen> {
    const begun = this.#pool.begin(this.#episode, this.#visitor);
    this.#at = await unlessAborted(begun, signal);
    return this.#view(this.#at);
  }

  async step(
    action: string,
    { signal }: Call = {},
  ): Promise<StepResult & { readonly observation: Seen }> {
    const from = this.#at;
    if (from === undefined || isOver(from)) {
      throw new Error('No episode is under way; reset before the next step');
    }
    const next = this.#pool.step(from, action, this.#visitor);
    this.#at = undefined;
    const at = await unlessAborted(next, signal);
    this.#at = at;
    return { observation: this.#view(at), done: isOver(at), facts: factsOf(at) };
  }

  close(): void {
    if (this.#isOpen) this.#visitor.leave();
    this.#isOpen = false;
  }

  #clone(): ScienceWorldEnvironment<Seen> {
    const copy = new ScienceWorldEnvironment(this.#pool, this.#episode, this.#view, this.#visitor);
    copy.#at = this.#at;
    return copy;
  }
}

/** The original stops there too. */
export function isOver({ reply }: Moment): boolean {
  return reply.isCompleted || reply.score < 0;
}

function factsOf({ depth, reply }: Moment): Facts {
  return { actions: depth, ticks: reply.ticks };
}

/** What was begun goes on all the same: nobody waits for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
