import type { StopReason } from '../core/budget.ts';
import type { Candidate } from '../core/planner.ts';
import type { Score } from '../core/reward-model.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory } from '../core/trajectory.ts';

/**
 * What a search yields inside: events by the batch, because handing each one through every layer
 * would cost more than the search itself.
 */
export type EventBatches<Result> = AsyncGenerator<readonly TraceEvent[], Result, undefined>;

/** The events of a search one by one, as a planner yields them. */
export async function* oneByOne<Result>(
  batches: EventBatches<Result>,
): AsyncGenerator<TraceEvent, Result, undefined> {
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return next.value;
    for (const event of next.value) yield event;
  }
}

/** Events that come one by one as batches, for use inside a search. */
export async function* inBatches<Result>(
  events: AsyncGenerator<TraceEvent, Result, undefined>,
): EventBatches<Result> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    yield [next.value];
  }
}

export function endedEvent({ id, end, steps }: Trajectory): TraceEvent {
  return { type: 'trajectory-ended', id, end, actions: steps.map((step) => step.action) };
}

export function scoredEvent({ id }: Trajectory, score: Score): TraceEvent {
  return { type: 'reward-scored', id, score };
}

export function searchEndedEvent(stopReason: StopReason, best: Candidate | undefined): TraceEvent {
  return { type: 'search-ended', stopReason, best: best?.trajectory.id };
}
