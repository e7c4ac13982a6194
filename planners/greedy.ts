import type { Planner } from '../src/core/planner.ts';
import { rollout } from '../src/search/rollout.ts';
import { Session } from '../src/search/session.ts';
import { endedEvent, searchEndedEvent } from '../src/search/events.ts';

/** One rollout of the policy at temperature 0: the baseline that spends the least. */
export function createGreedy(): Planner {
  return {
    name: 'greedy',
    summary: 'one rollout at temperature 0',
    needsReward: false,
    async *plan(problem) {
      const session = new Session(problem);
      const result = await rollout(session, {
        id: `${problem.taskId}/greedy`,
        temperature: 0,
        rng: problem.rng.fork('greedy'),
      });
      const stopReason = typeof result === 'string' ? result : 'completed';
      const candidates = typeof result === 'string' ? [] : [{ trajectory: result }];
      for (const { trajectory } of candidates) yield endedEvent(trajectory);
      yield searchEndedEvent(stopReason, candidates[0]);
      return session.finish(candidates, 'none', stopReason);
    },
  };
}
