import type { StopReason } from '../core/budget.ts';
import type { PlanResult } from '../core/planner.ts';
import { searchEndedEvent, type EventBatches } from './events.ts';
import type { GrowingTree } from './growing-tree.ts';
import { completeSearch } from './secure-end.ts';
import type { Session } from './session.ts';

/**
 * Ends a search: ranks everything that came to an end. When nothing did, the most valuable node is
 * followed to an end first, as far as the budget goes.
 */
export async function* conclude(
  session: Session,
  growing: GrowingTree,
  stopReason: StopReason,
): EventBatches<PlanResult> {
  await completeSearch(growing);
  const result = session.finish(growing.candidates, 'objective', stopReason);
  yield [...growing.takeEvents(), searchEndedEvent(result.stopReason, result.best)];
  return result;
}
