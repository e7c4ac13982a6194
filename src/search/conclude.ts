import type { StopReason } from '../core/budget.ts';
import type { PlanResult } from '../core/planner.ts';
import type { TraceEvent } from '../core/trace.ts';
import { searchEndedEvent } from './events.ts';
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
): AsyncGenerator<TraceEvent, PlanResult, undefined> {
  await completeSearch(growing);
  yield* growing.events.splice(0);
  const result = session.finish(growing.candidates, 'objective', stopReason);
  yield searchEndedEvent(result.stopReason, result.best);
  return result;
}
