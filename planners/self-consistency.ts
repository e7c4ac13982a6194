import type { Candidate, Planner } from '../src/core/planner.ts';
import { endedEvent, searchEndedEvent } from '../src/search/events.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { sampleCandidates } from '../src/search/sample-candidates.ts';
import { sampleTrajectories } from '../src/search/sample.ts';
import { Session } from '../src/search/session.ts';
import { rankByVotes, rewardWeights } from '../src/search/vote.ts';
import { SAMPLING_TEMPERATURE, type SamplingOptions } from './sampling.ts';

/**
 * Self-consistency (Wang et al. 2022, arXiv 2203.11171): samples n rollouts and takes the final
 * answer that most of them give. It needs no reward and looks at none. Among the rollouts with that
 * answer the first is taken. An attempt that did not finish has no vote.
 */
export function createSelfConsistency(options: SamplingOptions): Planner {
  const rules = samplingRules(options);
  return {
    name: 'self-consistency',
    summary: 'the answer that most of independent rollouts give',
    needsReward: false,
    async *plan(problem) {
      const session = new Session(problem);
      const candidates: Candidate[] = [];
      const samples = sampleTrajectories(session, rules);
      let next = await samples.next();
      for (; next.done !== true; next = await samples.next()) {
        candidates.push({ trajectory: next.value });
        yield endedEvent(next.value);
      }
      const ordered = rankByVotes(candidates, {
        answerOf: (trajectory) => problem.answerOf(trajectory),
        weightOf: () => 1,
      });
      yield searchEndedEvent(next.value, ordered[0]);
      return session.finishOrdered(ordered, 'voted', next.value);
    },
  };
}

/**
 * Self-consistency with weighted votes: each rollout votes for its answer with its weight, as the
 * "weighted sum" of Wang et al. (2022, table 1) and the voting verifier of Li et al. (2022, arXiv
 * 2206.02336), and among the rollouts with the winning answer the one that the objective likes best
 * is taken. A rollout that breaks a hard constraint has no vote.
 */
export function createWeightedSelfConsistency(options: SamplingOptions): Planner {
  const rules = samplingRules(options);
  return {
    name: 'weighted-self-consistency',
    summary: 'the answer of independent rollouts that the reward trusts most in sum',
    needsReward: true,
    async *plan(problem) {
      const session = new Session(problem);
      const { candidates, stopReason } = yield* sampleCandidates(session, rules);
      const ordered = rankByVotes(candidates, {
        answerOf: (trajectory) => problem.answerOf(trajectory),
        weightOf: rewardWeights(candidates, problem.reward?.calibrated === true),
      });
      yield searchEndedEvent(stopReason, ordered[0]);
      return session.finishOrdered(ordered, 'voted', stopReason);
    },
  };
}

function samplingRules(options: SamplingOptions): { count: number; temperature: number } {
  return {
    count: requireCount('--samples', options.samples),
    temperature: requireTemperature('--temperature', options.temperature ?? SAMPLING_TEMPERATURE),
  };
}
