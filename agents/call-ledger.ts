import { Ledger, type Remaining } from '../src/core/budget.ts';
import type { Usage } from '../src/core/usage.ts';
import { allowanceOf, type ReactBounds } from './react-budget.ts';

/** The account of one call: it limits tokens and money, never time. */
export function openCallLedger(
  remaining: Remaining,
  bounds: Pick<ReactBounds, 'firstPass' | 'wholeCall'>,
): Ledger {
  return new Ledger(allowanceOf(remaining, bounds), () => 0);
}

/** What the call came to, however many requests it took. */
export function usageOfCall({ spent }: Ledger): Usage {
  const { promptTokens, completionTokens, costUsd } = spent;
  return { policyCalls: 1, promptTokens, completionTokens, costUsd };
}
