import type { StopReason } from '../core/budget.ts';
import type { Candidate } from '../core/planner.ts';
import type { Score } from '../core/reward-model.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory } from '../core/trajectory.ts';

export function endedEvent({ id, end, steps }: Trajectory): TraceEvent {
  return { type: 'trajectory-ended', id, end, actions: steps.map((step) => step.action) };
}

export function scoredEvent({ id }: Trajectory, score: Score): TraceEvent {
  return { type: 'reward-scored', id, score };
}

export function searchEndedEvent(stopReason: StopReason, best: Candidate | undefined): TraceEvent {
  return { type: 'search-ended', stopReason, best: best?.trajectory.id };
}
