import type { Candidate, Planner } from '../src/core/planner.ts';
import { endedEvent, searchEndedEvent } from '../src/search/events.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { sampleTrajectories } from '../src/search/sample.ts';
import { Session } from '../src/search/session.ts';

/** As Tree of Thoughts and the code of ARMAP sample on Game of 24. */
export const SAMPLING_TEMPERATURE = 0.7;

export interface SamplingOptions {
  /** How many independent rollouts. */
  readonly samples: number;
  readonly temperature?: number | undefined;
}

/**
 * Independent rollouts at a temperature, with nothing to choose among them: an evaluation reports
 * their mean, which is what one rollout is worth.
 */
export function createSampling(options: SamplingOptions): Planner {
  const count = requireCount('--samples', options.samples);
  const temperature = requireTemperature(
    '--temperature',
    options.temperature ?? SAMPLING_TEMPERATURE,
  );
  return {
    name: 'sampling',
    summary: 'the mean of independent rollouts at a temperature',
    needsReward: false,
    async *plan(problem) {
      const session = new Session(problem);
      const candidates: Candidate[] = [];
      const samples = sampleTrajectories(session, { count, temperature });
      let next = await samples.next();
      for (; next.done !== true; next = await samples.next()) {
        candidates.push({ trajectory: next.value });
        yield endedEvent(next.value);
      }
      const result = session.finish(candidates, 'none', next.value);
      yield searchEndedEvent(result.stopReason, result.best);
      return result;
    },
  };
}
