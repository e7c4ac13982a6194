import type { StopReason } from '../core/budget.ts';
import type { Candidate } from '../core/planner.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { endedEvent, scoredEvent } from './events.ts';
import type { Session } from './session.ts';

/**
 * Adds trajectories to the candidates, with their scores. Failed ones are kept but not scored.
 * When the budget does not suffice for the batch, it is scored one by one as far as it goes; the
 * rest is kept unscored and the reason returned.
 */
export async function* scoreInto(
  candidates: Candidate[],
  session: Session,
  trajectories: readonly Trajectory[],
): AsyncGenerator<TraceEvent, StopReason | undefined, undefined> {
  const judged = trajectories.filter(({ end }) => end !== 'failed');
  const together = judged.length > 0 ? await session.score(judged) : [];
  let refusal: StopReason | undefined;
  for (const trajectory of trajectories) {
    yield endedEvent(trajectory);
    const place = judged.indexOf(trajectory);
    if (place < 0 || refusal !== undefined) {
      candidates.push({ trajectory });
      continue;
    }
    const scores: Awaited<ReturnType<Session['score']>> =
      typeof together === 'string' ? await session.score([trajectory]) : [together[place]!];
    if (typeof scores === 'string') {
      refusal = scores;
      candidates.push({ trajectory });
      continue;
    }
    const score = scores[0]!;
    const objective = session.problem.objective.evaluate(score, trajectory.facts);
    candidates.push({ trajectory, score, objective });
    yield scoredEvent(trajectory, score);
  }
  return refusal;
}
