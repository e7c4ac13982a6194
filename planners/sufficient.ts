import type { Candidate, PlanningProblem } from '../src/core/planner.ts';
import { isComplete } from '../src/core/trajectory.ts';

/** The probability of success that is good enough to stop. */
const CALIBRATED_THRESHOLD = 0.9;

/**
 * The reward's value from which a trajectory is good enough: what was asked for, or else 0.9 of a
 * calibrated reward; of any other there is no natural threshold, and nothing is good enough.
 */
export function thresholdFor({ reward }: PlanningProblem, given: number | undefined): number {
  return given ?? (reward?.calibrated === true ? CALIBRATED_THRESHOLD : Infinity);
}

/** Whether an attempt came to its end, keeps all constraints, and is likely enough a success. */
export function sufficesFrom(threshold: number): (candidate: Candidate) => boolean {
  return ({ trajectory, score, objective }) => {
    if (!isComplete(trajectory) || score === undefined) return false;
    return score.value >= threshold && objective?.feasible !== false;
  };
}
