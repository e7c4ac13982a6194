import type { StopReason } from '../src/core/budget.ts';
import type { Candidate, Planner } from '../src/core/planner.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { searchEndedEvent } from '../src/search/events.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { sampleTrajectories } from '../src/search/sample.ts';
import { scoreInto } from '../src/search/score-into.ts';
import { Session } from '../src/search/session.ts';
import { SAMPLING_TEMPERATURE, type SamplingOptions } from './sampling.ts';

/** Trajectories are scored this many at a time, so that a stopped run has ranked what it found. */
const SCORED_TOGETHER = 20;

/**
 * Samples n rollouts and takes the one that the reward likes best: Best-of-N, ARMAP-B in
 * arXiv 2502.12130, section 3.3. Every rollout is scored as a whole, all of its pages alike, and
 * none is left out for its length or its end.
 */
export function createBestOfN(options: SamplingOptions): Planner {
  const count = requireCount('--samples', options.samples);
  const temperature = requireTemperature(
    '--temperature',
    options.temperature ?? SAMPLING_TEMPERATURE,
  );
  return {
    name: 'best-of-n',
    summary: 'the best of independent rollouts, by the reward',
    needsReward: true,
    async *plan(problem) {
      const session = new Session(problem);
      const candidates: Candidate[] = [];
      const samples = sampleTrajectories(session, { count, temperature });
      let stopReason: StopReason | undefined;
      while (stopReason === undefined) {
        const batch: Trajectory[] = [];
        while (batch.length < SCORED_TOGETHER && stopReason === undefined) {
          const next = await samples.next();
          if (next.done === true) stopReason = next.value;
          else batch.push(next.value);
        }
        const refusal = yield* scoreInto(candidates, session, batch);
        if (refusal !== undefined) stopReason = refusal;
      }
      await samples.return('completed');
      const result = session.finish(candidates, 'objective', stopReason);
      yield searchEndedEvent(result.stopReason, result.best);
      return result;
    },
  };
}
