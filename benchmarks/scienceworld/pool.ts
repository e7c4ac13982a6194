import { EnvironmentError } from '../../src/core/errors.ts';
import { episodeKey, type Beginning, type Moment } from './moment.ts';
import type { PoolCounts, PoolEvent } from './pool-event.ts';
import { Seat, type SeatContext } from './seat.ts';
import { SimulatorLost, type Episode, type Simulator } from './simulator.ts';
import type { Visitor } from './visitor.ts';

export interface PoolOptions {
  /** Simulators at most; each is started when it is first needed. */
  readonly size: number;
  readonly start: () => Promise<Simulator>;
  readonly withValidActions?: boolean | undefined;
  readonly onEvent?: ((event: PoolEvent) => void) | undefined;
  /**
   * A simulator in which an open environment stands, and of which it asks nothing for so many
   * milliseconds, goes to others who wait: 100 if not given.
   */
  readonly patienceMs?: number | undefined;
}

interface Place {
  readonly seat: Seat;
  /** What it works on. */
  wish?: Wish | undefined;
  /** Who used it last. */
  visitor?: Visitor | undefined;
  /** Runs while no other visitor may have it. */
  patience?: NodeJS.Timeout | undefined;
}

interface Wish {
  readonly visitor: Visitor;
  /** Where the simulator has to stand; undefined where it begins an episode. */
  readonly from: Moment | undefined;
  /** Does it, and returns how to hand the result on. */
  readonly work: (seat: Seat) => Promise<() => void>;
  readonly refuse: (cause: unknown) => void;
  /** Simulators lost over the action itself. */
  failures: number;
  /** Simulators lost in all, on the way included. */
  losses: number;
}

/** Episodes whose moments are remembered after they were left. */
const REMEMBERED_EPISODES = 64;
/** An action that has cost so many simulators is given up: it is what ends them. */
const MOST_FAILURES = 3;
/** Simulators are lost on the way by chance; after so many nothing will come of it. */
const MOST_LOSSES = 20;
const PATIENCE_MS = 100;
/** What it costs to leave where a simulator stands, in actions that will have to be taken again. */
const GIVING_UP = 1;

/**
 * Simulators that environments share. A step is taken by the simulator with the shortest way to where
 * the environment stands; what was found out once is remembered and not asked for again. A simulator
 * that is lost is replaced, and what it was asked is done by another.
 */
export class SimulatorPool {
  readonly #options: PoolOptions;
  readonly #context: SeatContext;
  /** The one that was used last comes last. */
  readonly #places = new Set<Place>();
  readonly #wishes: Wish[] = [];
  readonly #episodes = new Map<string, Beginning | Promise<Beginning>>();
  #starting = 0;
  #failedStarts = 0;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#context = {
      withValidActions: options.withValidActions ?? false,
      counts: { asked: 0, found: 0, executed: 0, loads: 0, lost: 0, diverged: 0 },
      onEvent: (event) => options.onEvent?.(event),
    };
  }

  get counts(): PoolCounts {
    return { ...this.#context.counts };
  }

  /** The beginning of an episode. Throws `InputError` for one that the simulator does not know. */
  begin(episode: Episode, visitor: Visitor): Promise<Beginning> {
    const key = episodeKey(episode);
    const known = this.#episodes.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const begun = this.#wish(visitor, undefined, (seat) => seat.begin(episode));
    const [oldest] = this.#episodes.keys();
    if (this.#episodes.size >= REMEMBERED_EPISODES) this.#episodes.delete(oldest!);
    return rememberIn(this.#episodes, key, begun);
  }

  /** The moment behind an action. */
  step(from: Moment, action: string, visitor: Visitor): Promise<Moment> {
    this.#context.counts.asked += 1;
    const known = from.next.get(action);
    if (known !== undefined) return Promise.resolve(known);
    const found = this.#wish(visitor, from, (seat) => seat.step(from, action));
    return rememberIn(from.next, action, found);
  }

  /** Ends every simulator. What still waits is refused. */
  close(): void {
    this.#isClosed = true;
    for (const { seat, patience } of this.#places) {
      clearTimeout(patience);
      seat.simulator.close();
    }
    this.#places.clear();
    this.#refuseAll(closedError());
  }

  #wish<T>(
    visitor: Visitor,
    from: Moment | undefined,
    work: (seat: Seat) => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedError());
    return new Promise((resolve, refuse) => {
      const fulfil = async (seat: Seat) => {
        const result = await work(seat);
        return () => {
          resolve(result);
        };
      };
      this.#wishes.push({ visitor, from, work: fulfil, refuse, failures: 0, losses: 0 });
      this.#serve();
    });
  }

  /** Gives free simulators to those who wait, first come first served, and starts missing ones. */
  #serve(): void {
    for (const wish of [...this.#wishes]) {
      const place = this.#bestPlaceFor(wish);
      if (place === undefined) continue;
      this.#wishes.splice(this.#wishes.indexOf(wish), 1);
      void this.#work(place, wish);
    }
    for (let missing = this.#wishes.length - this.#starting; missing > 0; missing -= 1) {
      if (!this.#hasRoom) return;
      void this.#start();
    }
  }

  /** Whether it is better to wait for a new simulator than to give up where one stands. */
  get #isGrowing(): boolean {
    return this.#failedStarts === 0 && (this.#starting > 0 || this.#hasRoom);
  }

  get #hasRoom(): boolean {
    return this.#places.size + this.#starting < this.#options.size;
  }

  /** The nearest; of those that must begin again the least recently used, but rather a new one. */
  #bestPlaceFor({ visitor, from }: Wish): Place | undefined {
    let best: Place | undefined;
    let least = Infinity;
    for (const place of this.#places) {
      const { seat, wish } = place;
      if (wish !== undefined) continue;
      const ahead = from && seat.distanceTo(from);
      if (ahead !== 0 && isTaken(place, visitor)) continue;
      if (ahead === undefined && seat.at !== undefined && this.#isGrowing) continue;
      const cost = ahead ?? (from?.depth ?? 0) + (seat.at === undefined ? 0 : GIVING_UP);
      if (best === undefined || cost < least) [best, least] = [place, cost];
    }
    return best;
  }

  async #work(place: Place, wish: Wish): Promise<void> {
    clearTimeout(place.patience);
    place.patience = undefined;
    place.wish = wish;
    place.visitor = wish.visitor;
    this.#places.delete(place);
    this.#places.add(place);
    let handOn: () => void;
    try {
      handOn = await wish.work(place.seat);
    } catch (cause) {
      handOn = () => {
        wish.refuse(cause);
      };
      if (cause instanceof SimulatorLost) {
        this.#lose(place, cause.message);
        return;
      }
    }
    // Free before the result is known, so that whoever waits for it goes on with this simulator.
    if (place.wish === wish) place.wish = undefined;
    handOn();
    if (!this.#places.has(place)) return;
    place.patience = setTimeout(() => {
      place.patience = undefined;
      this.#serve();
    }, this.#options.patienceMs ?? PATIENCE_MS);
    this.#serve();
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    let problem: unknown;
    try {
      const simulator = await this.#options.start();
      if (this.#isClosed) {
        simulator.close();
        return;
      }
      const place: Place = { seat: new Seat(simulator, this.#context) };
      this.#places.add(place);
      void simulator.gone.then((reason) => {
        this.#lose(place, reason);
      });
      this.#failedStarts = 0;
      this.#context.onEvent({ type: 'simulator-started' });
    } catch (cause) {
      problem = cause;
      this.#failedStarts += 1;
    } finally {
      this.#starting -= 1;
    }
    if (this.#failedStarts >= MOST_FAILURES) {
      this.#failedStarts = 0;
      this.#refuseAll(problem);
    }
    this.#serve();
  }

  /** Takes a simulator out that is gone, and has another do what it was at. */
  #lose(place: Place, reason: string): void {
    if (!this.#places.delete(place)) return;
    clearTimeout(place.patience);
    const { wish, seat } = place;
    place.wish = undefined;
    this.#context.counts.lost += 1;
    const at = wish?.from ?? seat.at;
    this.#context.onEvent({
      type: 'simulator-lost',
      reason,
      ...(at === undefined ? {} : { episode: at.episode, depth: at.depth }),
    });
    if (wish === undefined) return;
    wish.losses += 1;
    if (seat.isActing) wish.failures += 1;
    const isHopeless = wish.failures >= MOST_FAILURES || wish.losses >= MOST_LOSSES;
    if (isHopeless) wish.refuse(givenUp(wish.losses, reason));
    else this.#wishes.unshift(wish);
    this.#serve();
  }

  #refuseAll(cause: unknown): void {
    for (const { refuse } of this.#wishes.splice(0)) refuse(cause);
  }
}

/** Whether another visitor stands there who may still go on. */
function isTaken(place: Place, visitor: Visitor): boolean {
  if (place.visitor === undefined || place.visitor === visitor) return false;
  return place.visitor.isHere && place.patience !== undefined;
}

/** Remembers what is being found out, so that nobody finds it out twice; a failure is forgotten. */
function rememberIn<T>(
  known: Map<string, T | Promise<T>>,
  key: string,
  found: Promise<T>,
): Promise<T> {
  known.set(key, found);
  found.then(
    (value) => known.set(key, value),
    () => known.delete(key),
  );
  return found;
}

function givenUp(losses: number, reason: string): EnvironmentError {
  return new EnvironmentError({
    environment: 'scienceworld',
    problem: `${losses} simulators were lost over one action, the last because ${reason}`,
    remedy: 'Give them more memory with --benchmark-option heap=2g, or leave the action out',
  });
}

function closedError(): EnvironmentError {
  return new EnvironmentError({
    environment: 'scienceworld',
    problem: 'its simulators were closed',
    remedy: 'Load the benchmark again',
  });
}
