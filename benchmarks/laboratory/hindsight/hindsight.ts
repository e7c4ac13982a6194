import type { Hindsight } from '../../../src/core/hindsight.ts';
import type { Trajectory } from '../../../src/core/trajectory.ts';
import { goalKey, type Goal } from '../goals/goal.ts';
import { taskFor, type LabTask } from '../task.ts';
import { candidateGoals } from './candidates.ts';
import { laboratoryIn, readChronicle, type Chronicle } from './chronicle.ts';
import { brokenWork, straightened } from './edits.ts';
import { distanceTo, isLost, judgeGoal } from './verdict.ts';

/**
 * What a walk achieved is read off what really happened in it, as anybody in the laboratory would
 * have seen: what was focused on, what boiled, melted, lit up, grew or was mixed, and where things
 * were put. The score of a task is never asked.
 */
export const hindsight: Hindsight<LabTask> = {
  achieved: (trajectory) =>
    achievedGoals(chronicleOf(trajectory)).map((goal) => {
      const laboratory = laboratoryIn(trajectory.taskId);
      return taskFor(goal, laboratory, `achieved/${laboratory}/${goal.kind}`);
    }),
  judge: ({ goal }, trajectory) => judgeGoal(goal, chronicleOf(trajectory)),
  distance: ({ goal }, trajectory) => distanceTo(goal, chronicleOf(trajectory)),
  variations: (trajectory) => [straightened(trajectory)],
  corruptions: brokenWork,
  situation: () => undefined,
  offTrack: ({ goal }, prefix) => isLost(goal, chronicleOf(prefix)),
  stage: (prefix) => {
    const { length } = chronicleOf(prefix).focuses;
    return length === 0 ? undefined : `${length} focused on`;
  },
  outcome: (trajectory) => {
    const [goal] = achievedGoals(chronicleOf(trajectory));
    return goal && goalKey(goal);
  },
  wantedOutcome: ({ goal }) => goalKey(goal),
};

const chronicles = new WeakMap<object, Chronicle>();

/** Kept for as long as the steps of the trajectory are: the same walk is asked about many times. */
function chronicleOf(trajectory: Trajectory): Chronicle {
  const known = chronicles.get(trajectory.steps);
  if (known !== undefined) return known;
  const chronicle = readChronicle(trajectory);
  chronicles.set(trajectory.steps, chronicle);
  return chronicle;
}

function achievedGoals(chronicle: Chronicle): Goal[] {
  if (!chronicle.hasFinished) return [];
  return candidateGoals(chronicle).filter((goal) => judgeGoal(goal, chronicle) === 'fulfilled');
}
