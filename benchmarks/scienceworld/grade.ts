import type { Grade } from '../../src/core/benchmark.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { isOver } from './environment.ts';
import type { Moment } from './moment.ts';
import type { ScienceWorldTask } from './task.ts';
import { Visitor } from './visitor.ts';

/**
 * What the actions of a trajectory achieve in the simulator. A task that has failed has the simulator's
 * score -1, which counts as 0; under `best` what it had reached before counts all the same.
 */
export async function gradeTrajectory(
  { episode, settings }: ScienceWorldTask,
  { steps }: Pick<Trajectory, 'steps'>,
): Promise<Grade> {
  const { pool, score: rule } = settings;
  const visitor = new Visitor();
  visitor.enter();
  try {
    let at: Moment = await pool.begin(episode, visitor);
    let best = at.reply.score;
    for (const { action } of steps) {
      if (isOver(at)) break;
      at = await pool.step(at, action, visitor);
      best = Math.max(best, at.reply.score);
    }
    const last = at.reply.score;
    const score = Math.max(0, rule === 'best' ? best : last);
    return { score, success: at.reply.isCompleted, parts: { best, last } };
  } finally {
    visitor.leave();
  }
}
