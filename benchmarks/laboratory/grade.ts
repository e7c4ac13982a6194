import type { Grade } from '../../src/core/benchmark.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { act } from './actions/act.ts';
import { rubricOf } from './goals/rubrics.ts';
import { NOTHING_DONE, scoreOf, tally } from './goals/score.ts';
import { laboratoryNumber } from './stock/laboratories.ts';
import type { LabTask } from './task.ts';

/**
 * What the actions of a trajectory do in a fresh laboratory. A failed task scores 0 here; `parts`
 * tell it from one that was never begun.
 */
export function gradeTrajectory(task: LabTask, { steps }: Trajectory): Grade {
  let world = laboratoryNumber(task.laboratory);
  const rubric = rubricOf(task.goal, world);
  let reached = NOTHING_DONE;
  for (const { action } of steps) {
    if (world.isOver) break;
    const outcome = act(world, action);
    ({ world } = outcome);
    reached = tally(rubric, reached, outcome.events, world);
  }
  const score = scoreOf(rubric, reached);
  return {
    score: Math.max(0, score),
    success: score === 1,
    parts: {
      subgoals: reached.done / rubric.sequence.length,
      extras: rubric.extras.length === 0 ? 0 : reached.extras.size / rubric.extras.length,
      failed: Number(reached.hasFailed),
    },
  };
}
