import { createRng } from '../../../src/core/rng.ts';
import type { Goal } from '../goals/goal.ts';

export type GoalOfSession = (session: string) => Goal | undefined;

/**
 * Which goal an episode has: one whose id is a number, or ends in `_` and a number (`fixed_12`), has
 * the goal in that place, as in the original. Any other id draws a goal in proportion to its weight,
 * always the same. Undefined past the last goal.
 */
export function goalsBySession(goals: readonly Goal[]): GoalOfSession {
  let sum = 0;
  const cumulative = goals.map(({ weight }) => (sum += weight));
  return (session) => {
    const place = /^(?:.*_)?(\d{1,15})$/s.exec(session)?.[1];
    if (place !== undefined) return goals[Number(place)];
    const drawn = createRng(`session ${session}`).next() * sum;
    return goals[cumulative.findIndex((upTo) => drawn < upTo)] ?? goals.at(-1);
  };
}
