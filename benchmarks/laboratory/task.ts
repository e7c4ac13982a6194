import type { Task } from '../../src/core/task.ts';
import type { Goal } from './goals/goal.ts';
import { writeIntent } from './goals/intent.ts';

/** A goal in one of the laboratories. Planners see its id and its intent only. */
export interface LabTask extends Task {
  readonly goal: Goal;
  /** The number of the laboratory, which is also that of the variation. */
  readonly laboratory: number;
}

export function taskFor(goal: Goal, laboratory: number, id: string): LabTask {
  return { id, intent: writeIntent(goal), goal, laboratory };
}
