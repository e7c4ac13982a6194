import type { StopReason } from '../src/core/budget.ts';
import type { Candidate, Planner } from '../src/core/planner.ts';
import type { RememberedTrial } from '../src/core/policy.ts';
import type { Reflector } from '../src/core/reflector.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import { searchEndedEvent } from '../src/search/events.ts';
import { requireCount, requireNumber, requireTemperature } from '../src/search/option-check.ts';
import { reflectOn } from '../src/search/reflect-on.ts';
import { rollout } from '../src/search/rollout.ts';
import { ruleBasedReflector } from '../src/search/rule-based-reflector.ts';
import { scoreInto } from '../src/search/score-into.ts';
import { Session } from '../src/search/session.ts';
import { sufficesFrom, thresholdFor } from './sufficient.ts';

export interface ReflexionOptions {
  /** The most trials. 10 if absent, as ARMAP-R. */
  readonly trials?: number | undefined;
  /**
   * The reward's value from which a trial is good enough. If absent, 0.9 of a calibrated reward; of
   * any other there is no natural threshold, and all trials are made.
   */
  readonly threshold?: number | undefined;
  /**
   * How many trials are remembered, the last ones; 9 if absent, so that a deterministic policy does
   * not go in circles. Prompts of chat models show the last 3, the most that Reflexion keeps.
   */
  readonly remembered?: number | undefined;
  /** Of the trials after the first, which is made at 0. 0 if absent: then only memory changes them. */
  readonly temperature?: number | undefined;
  /** Makes something of a failed trial. If absent, the problem's, or a rule that says what was tried. */
  readonly reflector?: Reflector | undefined;
}

const DEFAULTS = { trials: 10, remembered: 9, temperature: 0 } as const;

/**
 * Reflexion (Shinn et al. 2023, arXiv 2303.11366) with the reward as its judge, ARMAP-R in arXiv
 * 2502.12130, section 3.3: trials one after another, each told what was made of the last failed
 * ones, until the reward thinks that one succeeded. Unlike the published code it compares the
 * calibrated value with the threshold, bounds the memory, and returns the best trial, which need
 * not be the last.
 *
 * A trial that failed for want of an answer teaches nothing: it is made again, not remembered.
 */
export function createReflexion(options: ReflexionOptions = {}): Planner {
  const trials = requireCount('trials', options.trials ?? DEFAULTS.trials);
  const remembered = requireCount('remembered', options.remembered ?? DEFAULTS.remembered);
  const temperature = requireTemperature(
    'temperature',
    options.temperature ?? DEFAULTS.temperature,
  );
  if (options.threshold !== undefined) requireNumber('threshold', options.threshold);

  async function* runTrials(
    session: Session,
    candidates: Candidate[],
  ): AsyncGenerator<TraceEvent, StopReason, undefined> {
    const { problem } = session;
    const suffices = sufficesFrom(thresholdFor(problem, options.threshold));
    const reflector = options.reflector ?? problem.reflector ?? ruleBasedReflector;
    let memory: readonly RememberedTrial[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      const rng = problem.rng.fork(`trial-${trial}`);
      const trajectory = await rollout(session, {
        id: `${problem.taskId}/trial-${trial}`,
        temperature: trial === 0 ? 0 : temperature,
        rng,
        memory,
      });
      if (typeof trajectory === 'string') return trajectory;
      const refusal = yield* scoreInto(candidates, session, [trajectory]);
      if (refusal !== undefined) return refusal;
      const judged = candidates.at(-1)!;
      if (suffices(judged)) return 'completed';
      if (judged.score === undefined || trial === trials - 1) continue;
      const lesson = yield* reflectOn(
        session,
        { trajectory, score: judged.score },
        { reflector, rng: rng.fork('reflection') },
      );
      if (typeof lesson === 'string') return lesson;
      memory = [...memory, lesson].slice(-remembered);
    }
    return 'completed';
  }

  return {
    name: 'reflexion',
    summary: 'trials in sequence, each told what was wrong with the last ones',
    needsReward: true,
    reflects: true,
    async *plan(problem) {
      const session = new Session(problem);
      const candidates: Candidate[] = [];
      const stopReason = yield* runTrials(session, candidates);
      const result = session.finish(candidates, 'objective', stopReason);
      yield searchEndedEvent(result.stopReason, result.best);
      return result;
    },
  };
}
