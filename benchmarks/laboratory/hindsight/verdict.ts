import type { Verdict } from '../../../src/core/hindsight.ts';
import type { Goal } from '../goals/goal.ts';
import type { Chronicle } from './chronicle.ts';
import { requirementsOf, type Requirements } from './requirements.ts';

/** Whether what happened fulfils a goal, by its requirements one by one. */
export function judgeGoal(goal: Goal, chronicle: Chronicle): Verdict {
  const requirements = requirementsOf(goal, chronicle);
  const { focuses, met, isUnclear = false } = requirements;
  if (!chronicle.hasFinished || hasGoneWrong(requirements, chronicle)) return 'failed';
  if (isUnclear) return 'unclear';
  const isDone = chronicle.focuses.length === focuses.length && met.every(Boolean);
  return isDone ? 'fulfilled' : 'failed';
}

/** The share of the requirements that is missed; all of it once it has gone wrong. */
export function distanceTo(goal: Goal, chronicle: Chronicle): number {
  const requirements = requirementsOf(goal, chronicle);
  if (hasGoneWrong(requirements, chronicle)) return 1;
  const { focuses, met } = requirements;
  const missed = met.filter((each) => !each).length + focuses.length - chronicle.focuses.length;
  const unfinished = chronicle.hasFinished ? 0 : 1;
  return (missed + unfinished) / (met.length + focuses.length + 1);
}

/** Whether it can no longer come right. */
export function isLost(goal: Goal, chronicle: Chronicle): boolean {
  return hasGoneWrong(requirementsOf(goal, chronicle), chronicle);
}

/** A wrong answer, or a focus on anything but what is wanted next. */
function hasGoneWrong({ focuses, isSpoilt = false }: Requirements, chronicle: Chronicle): boolean {
  return isSpoilt || chronicle.focuses.some((focus, index) => focuses[index]?.(focus) !== true);
}
