import type { StopReason } from '../core/budget.ts';
import type { Candidate } from '../core/planner.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { sampleTrajectories } from './sample.ts';
import { scoreInto } from './score-into.ts';
import type { Session } from './session.ts';

/** Trajectories are scored this many at a time, so that a stopped run has ranked what it found. */
const SCORED_TOGETHER = 20;

/** As many rollouts at once as pay for themselves where the next may not be needed. */
const CHECKED_TOGETHER = 5;

export interface SampleCandidatesOptions {
  readonly count: number;
  readonly temperature: number;
  /**
   * Whether no more are needed; asked after every few samples with all that were drawn so far. It
   * never changes which samples are drawn, only how many.
   */
  readonly isEnough?: ((candidates: readonly Candidate[]) => boolean) | undefined;
}

/** Independent rollouts with their scores, in the order in which they were drawn. */
export async function* sampleCandidates(
  session: Session,
  { count, temperature, isEnough }: SampleCandidatesOptions,
): AsyncGenerator<TraceEvent, { candidates: Candidate[]; stopReason: StopReason }, undefined> {
  const together = isEnough === undefined ? SCORED_TOGETHER : CHECKED_TOGETHER;
  const samples = sampleTrajectories(session, {
    count,
    temperature,
    together: isEnough === undefined ? count : together,
  });
  const candidates: Candidate[] = [];
  let stopReason: StopReason | undefined;
  while (stopReason === undefined) {
    const batch: Trajectory[] = [];
    while (batch.length < together && stopReason === undefined) {
      const next = await samples.next();
      if (next.done === true) stopReason = next.value;
      else batch.push(next.value);
    }
    const refusal = yield* scoreInto(candidates, session, batch);
    stopReason = refusal ?? stopReason;
    if (isEnough?.(candidates) === true) stopReason ??= 'completed';
  }
  await samples.return('completed');
  return { candidates, stopReason };
}
