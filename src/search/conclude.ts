import type { StopReason } from '../core/budget.ts';
import type { PlanResult } from '../core/planner.ts';
import type { TraceEvent } from '../core/trace.ts';
import { searchEndedEvent } from './events.ts';
import type { GrowingTree } from './growing-tree.ts';
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
  const isDone = growing.candidates.some(({ trajectory }) => trajectory.end === 'finished');
  const best = isDone ? undefined : mostValuable(growing);
  if (best !== undefined) await growing.rollOut([best], { temperature: 0 });
  yield* growing.events;
  growing.events.length = 0;
  const result = session.finish(growing.candidates, 'objective', stopReason);
  yield searchEndedEvent(result.stopReason, result.best);
  return result;
}

function mostValuable({ tree }: GrowingTree): number | undefined {
  let best: number | undefined;
  tree.nodes.forEach((node, index) => {
    if (node.end !== 'unfinished') return;
    const value = node.value ?? -Infinity;
    const highest = best === undefined ? -Infinity : (tree.nodes[best]!.value ?? -Infinity);
    if (best === undefined || value > highest) best = index;
  });
  return best;
}
