import type { Candidate, Planner, PlanningProblem } from '../src/core/planner.ts';
import { isComplete } from '../src/core/trajectory.ts';
import { searchEndedEvent } from '../src/search/events.ts';
import { requireCount, requireNumber, requireTemperature } from '../src/search/option-check.ts';
import { sampleCandidates } from '../src/search/sample-candidates.ts';
import { Session } from '../src/search/session.ts';
import { SAMPLING_TEMPERATURE, type SamplingOptions } from './sampling.ts';

/** A hundredth of the calibrated value: a difference in success that few evaluations can see. */
const TOLERANCE = 0.01;

export interface BestOfNOptions extends SamplingOptions {
  /**
   * Draw no more when that is worth no more than `tolerance`, see `expectedGain`. Off if absent: the
   * same number of samples for every task keeps results comparable.
   */
  readonly stopEarly?: boolean | undefined;
  /** The most that stopping early may cost in expectation, in units of the objective. */
  readonly tolerance?: number | undefined;
  /**
   * The largest value of the objective that any sample could have. If absent, that of a calibrated
   * reward of 1 at no costs; an objective that pays for facts needs it. Without it, nothing is known
   * of a reward that is not calibrated, and all samples are drawn.
   */
  readonly largestValue?: number | undefined;
}

/**
 * Samples n rollouts and takes the one that the reward likes best: Best-of-N, ARMAP-B in
 * arXiv 2502.12130, section 3.3. Every rollout is scored as a whole, all of its pages alike, and
 * none is left out for its length or its end.
 */
export function createBestOfN(options: BestOfNOptions): Planner {
  const count = requireCount('--samples', options.samples);
  const temperature = requireTemperature(
    '--temperature',
    options.temperature ?? SAMPLING_TEMPERATURE,
  );
  const tolerance = requireNumber('tolerance', options.tolerance ?? TOLERANCE, 0);
  return {
    name: 'best-of-n',
    summary: 'the best of independent rollouts, by the reward',
    needsReward: true,
    async *plan(problem) {
      const session = new Session(problem);
      const largest = options.largestValue ?? largestValueOf(problem);
      const isEnough = (candidates: readonly Candidate[]) =>
        expectedGain({ best: bestOf(candidates), largest, drawn: candidates.length, count }) <=
        tolerance;
      const { candidates, stopReason } = yield* sampleCandidates(session, {
        count,
        temperature,
        ...(options.stopEarly === true ? { isEnough } : {}),
      });
      const result = session.finish(candidates, 'objective', stopReason);
      yield searchEndedEvent(result.stopReason, result.best);
      return result;
    },
  };
}

/**
 * The most by which all further samples together are expected to better the best so far. Samples
 * are exchangeable, so the best of all `count` is among the further ones with probability
 * (count - drawn) / count: Laplace's rule of succession, for more samples than the next one. It is
 * then better by at most largest - best. Small when the best is nearly perfect, and when few
 * samples are left to draw.
 */
export function expectedGain({
  best,
  largest,
  drawn,
  count,
}: {
  readonly best: number;
  readonly largest: number;
  readonly drawn: number;
  readonly count: number;
}): number {
  return ((count - drawn) / count) * (largest - best);
}

function largestValueOf({ reward, objective }: PlanningProblem): number {
  if (reward?.calibrated !== true) return Infinity;
  return objective.evaluate({ raw: 1, value: 1 }, {}).total;
}

/** The best value so far, of what could be chosen; -Infinity when nothing could. */
function bestOf(candidates: readonly Candidate[]): number {
  const totals = candidates
    .filter(({ trajectory }) => isComplete(trajectory))
    .map(({ objective }) => (objective?.feasible === true ? objective.total : -Infinity));
  return Math.max(...totals);
}
