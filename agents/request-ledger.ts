import { Ledger, type Reservation, type Resource, type Spend } from '../src/core/budget.ts';
import type { Usage } from '../src/core/usage.ts';

/**
 * An account that counts requests, as the server does: each attempt that it allows is one of
 * `policyCalls`, also one that fails or is repeated. It never limits time.
 */
export class RequestLedger extends Ledger {
  constructor(budget: Partial<Spend>) {
    super(budget, () => 0);
  }

  /** What it came to so far. */
  get usage(): Usage {
    const { policyCalls, promptTokens, completionTokens, costUsd } = this.spent;
    return { policyCalls, promptTokens, completionTokens, costUsd };
  }

  override reserve(cost: Partial<Spend>): Reservation | Resource {
    const reservation = super.reserve({ ...cost, policyCalls: 1 });
    if (typeof reservation === 'string') return reservation;
    return {
      settle: (actual) => {
        reservation.settle({ ...actual, policyCalls: 1 });
      },
    };
  }
}
