import { EnvironmentError } from '../../src/core/errors.ts';
import { beginning, distance, momentAfter, wayTo, type Beginning, type Moment } from './moment.ts';
import type { PoolCounts, PoolEvent } from './pool-event.ts';
import type { Episode, Opening, Reply, Simulator } from './simulator.ts';

/** What seats share: the settings and the books of their pool. */
export interface SeatContext {
  /** Ask for valid actions at every new moment. */
  readonly withValidActions: boolean;
  readonly counts: { -readonly [Name in keyof PoolCounts]: PoolCounts[Name] };
  readonly onEvent: (event: PoolEvent) => void;
}

/**
 * A simulator and the moment at which it stands. It cannot go back: to stand elsewhere it goes on
 * from where it stands, if that is on the way, or begins again and takes every action of the way,
 * each page checked against the one seen first.
 */
export class Seat {
  readonly simulator: Simulator;
  readonly #context: SeatContext;
  /** Undefined while it is on its way, and before the first episode. */
  #at: Moment | undefined;
  #isActing = false;

  constructor(simulator: Simulator, context: SeatContext) {
    this.simulator = simulator;
    this.#context = context;
  }

  get at(): Moment | undefined {
    return this.#at;
  }

  /** Whether it does what nobody did before, and not only goes where it was asked to stand. */
  get isActing(): boolean {
    return this.#isActing;
  }

  /** How many actions it takes to stand there; undefined when it would have to begin again. */
  distanceTo(moment: Moment): number | undefined {
    return this.#at && distance(this.#at, moment);
  }

  async begin(episode: Episode): Promise<Beginning> {
    this.#at = undefined;
    this.#isActing = true;
    const opening = await this.#load(episode);
    const begun = beginning(episode, opening, await this.#validActions());
    this.#isActing = false;
    this.#at = begun;
    return begun;
  }

  async step(from: Moment, action: string): Promise<Moment> {
    await this.#goTo(from);
    this.#at = undefined;
    this.#isActing = true;
    const reply = await this.#take(action);
    this.#context.counts.found += 1;
    const moment = momentAfter(from, action, reply, await this.#validActions());
    this.#isActing = false;
    this.#at = moment;
    return moment;
  }

  /** Work that leaves the simulator anywhere. */
  lend<T>(work: (simulator: Simulator) => Promise<T>): Promise<T> {
    this.#at = undefined;
    return work(this.simulator);
  }

  async #goTo(moment: Moment): Promise<void> {
    const ahead = this.distanceTo(moment);
    if (ahead === 0) return;
    this.#at = undefined;
    const [start, ...rest] = wayTo(moment);
    if (ahead === undefined) {
      this.#check(start!, 'look around', await this.#load(moment.episode));
    }
    const missing = rest.slice(moment.depth - (ahead ?? moment.depth));
    for (const next of missing) {
      const { action } = next.before!;
      this.#check(next, action, await this.#take(action));
    }
    this.#at = moment;
    if (missing.length === 0) return;
    const { episode } = moment;
    this.#context.onEvent({ type: 'replayed', episode, actions: missing.length });
  }

  #check({ episode, reply }: Moment, action: string, seen: Reply): void {
    if (seen.text === reply.text && seen.score === reply.score) return;
    this.#context.counts.diverged += 1;
    this.#context.onEvent({
      type: 'diverged',
      episode,
      action,
      expected: reply.text,
      seen: seen.text,
    });
    throw new EnvironmentError({
      environment: 'scienceworld',
      problem: `"${action}" did not show the same page again`,
      remedy:
        'Versions before 1.3.0 draw random numbers: use that version, or planners that do not go back',
    });
  }

  #load(episode: Episode): Promise<Opening> {
    this.#context.counts.loads += 1;
    return this.simulator.load(episode);
  }

  #take(action: string): Promise<Reply> {
    this.#context.counts.executed += 1;
    return this.simulator.step(action);
  }

  #validActions(): Promise<readonly string[] | undefined> {
    return this.#context.withValidActions
      ? this.simulator.validActions()
      : Promise.resolve(undefined);
  }
}
