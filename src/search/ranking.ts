import type { Candidate } from '../core/planner.ts';
import type { TrajectoryEnd } from '../core/trajectory.ts';

/** A whole plan outranks every attempt that did not come to its end, whatever their scores. */
const ORDER_OF_ENDS: Readonly<Record<TrajectoryEnd, number>> = {
  finished: 0,
  pending: 0,
  truncated: 1,
  failed: 2,
  unfinished: 3,
};

/**
 * Best first: by end, then scored before unscored, then those that keep all constraints, then by
 * the objective, then the one with fewer actions, then the one found first. Candidates that nobody
 * scored keep their order.
 */
export function rank(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(compare);
}

function compare(a: Candidate, b: Candidate): number {
  const byEnd = ORDER_OF_ENDS[a.trajectory.end] - ORDER_OF_ENDS[b.trajectory.end];
  if (byEnd !== 0) return byEnd;
  if (a.objective === undefined || b.objective === undefined) {
    return Number(a.objective === undefined) - Number(b.objective === undefined);
  }
  return (
    Number(b.objective.feasible) - Number(a.objective.feasible) ||
    b.objective.total - a.objective.total ||
    a.trajectory.steps.length - b.trajectory.steps.length
  );
}
