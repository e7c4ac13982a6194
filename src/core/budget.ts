/** Everything that planning can spend. Tokens and calls are counts, money is in US dollars. */
export interface Spend {
  readonly policyCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly rewardCalls: number;
  readonly environmentSteps: number;
  readonly costUsd: number;
}

export type Resource = keyof Spend | 'wallMs';

/** The most that may be spent; an absent resource is not limited. */
export type Budget = Readonly<Partial<Record<Resource, number>>>;

/** What is left to spend; an absent resource is not limited. */
export type Remaining = Budget;

/** Why a planner stopped. Running out of budget is an outcome, not an error. */
export type StopReason = 'completed' | 'cancelled' | `budget:${Resource}`;

export const NO_SPEND: Spend = Object.freeze({
  policyCalls: 0,
  promptTokens: 0,
  completionTokens: 0,
  rewardCalls: 0,
  environmentSteps: 0,
  costUsd: 0,
});

/** A cost set aside before a call. Settle it exactly once, with what the call really cost. */
export interface Reservation {
  settle(actual: Partial<Spend>): void;
}

/** Milliseconds on any monotonic scale. Passed in, so that tests and replays own the time. */
export type Clock = () => number;

const UNLIMITED: Remaining = Object.freeze({});

const RESOURCES = Object.keys(NO_SPEND) as (keyof Spend)[];

/**
 * One account for one planning run. A cost is reserved before the call and settled after it, so
 * calls in flight at once cannot overspend together.
 */
export class Ledger {
  readonly #budget: Budget;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #isLimited: boolean;
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  readonly #spent: Record<keyof Spend, number> = { ...NO_SPEND };
  readonly #reserved: Record<keyof Spend, number> = { ...NO_SPEND };

  constructor(budget: Budget, clock: Clock) {
    this.#budget = budget;
    this.#clock = clock;
    this.#startedAt = clock();
    this.#isLimited = Object.keys(budget).length > 0;
  }

  /**
   * Sets a cost aside, or returns the resource that does not suffice and leaves the account as
   * it was.
   */
  reserve(cost: Partial<Spend>): Reservation | Resource {
    const refused = this.#refusal(cost);
    if (refused !== undefined) return refused;
    this.#add(this.#reserved, cost, 1);
    let isSettled = false;
    this.#open += 1;
    return {
      settle: (actual) => {
        if (isSettled) throw new Error('A reservation is settled once');
        isSettled = true;
        this.#open -= 1;
        for (const resume of this.#waiting.splice(0)) resume();
        this.#add(this.#reserved, cost, -1);
        this.#add(this.#spent, actual, 1);
      },
    };
  }

  /** Spends what is known beforehand, or returns the resource that does not suffice. */
  spend(cost: Partial<Spend>): Resource | undefined {
    const refused = this.#refusal(cost);
    if (refused === undefined) this.#add(this.#spent, cost, 1);
    return refused;
  }

  /**
   * Resolves when one of the open reservations is settled: it may have cost less than was set
   * aside. Undefined when none is open.
   */
  nextSettlement(): Promise<void> | undefined {
    if (this.#open === 0) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get spent(): Spend {
    return { ...this.#spent };
  }

  get elapsedMs(): number {
    return this.#clock() - this.#startedAt;
  }

  get remaining(): Remaining {
    if (!this.#isLimited) return UNLIMITED;
    const left: Partial<Record<Resource, number>> = {};
    for (const resource of RESOURCES) {
      const limit = this.#budget[resource];
      if (limit === undefined) continue;
      left[resource] = Math.max(0, limit - this.#spent[resource] - this.#reserved[resource]);
    }
    const { wallMs } = this.#budget;
    if (wallMs !== undefined) left.wallMs = Math.max(0, wallMs - this.elapsedMs);
    return left;
  }

  #refusal(cost: Partial<Spend>): Resource | undefined {
    if (!this.#isLimited) return undefined;
    const { wallMs } = this.#budget;
    if (wallMs !== undefined && this.elapsedMs >= wallMs) return 'wallMs';
    for (const resource of RESOURCES) {
      const limit = this.#budget[resource];
      if (limit === undefined) continue;
      const committed = this.#spent[resource] + this.#reserved[resource];
      if (committed + (cost[resource] ?? 0) > limit) return resource;
    }
    return undefined;
  }

  #add(account: Record<keyof Spend, number>, cost: Partial<Spend>, sign: 1 | -1): void {
    for (const resource in cost) {
      account[resource as keyof Spend] += sign * (cost[resource as keyof Spend] ?? 0);
    }
  }
}

export function addSpend(a: Spend, b: Spend): Spend {
  return Object.fromEntries(
    RESOURCES.map((resource) => [resource, a[resource] + b[resource]]),
  ) as unknown as Spend;
}
