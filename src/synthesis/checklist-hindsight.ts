import type { Hindsight } from '../core/hindsight.ts';
import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';

/** All that an environment must be able to say, so that reward data can be made of walks in it. */
export interface Checklist<T extends Task> {
  /**
   * What a finished trajectory fulfilled, one thing each, in words that its pages or actions show; none
   * if nothing. What is not listed counts as not fulfilled.
   */
  fulfilled(trajectory: Trajectory): readonly string[];
  /** A task that asks for these things and is played where the trajectory was. */
  taskFor(requirements: readonly string[], trajectory: Trajectory): T;
  /** What such a task asks for. */
  requirements(task: T): readonly string[];
}

/**
 * Hindsight from a checklist, for an environment without rules of its own: a walk achieved what it
 * fulfilled, another one fails the task if it leaves a part of it out. Negatives are other walks, the
 * likest first, and the walk with one action left out. Prefixes are not compared. Writers may put such
 * tasks into other words (`requirements` and `reword` are there).
 */
export function checklistHindsight<T extends Task>(checklist: Checklist<T>): Hindsight<T> {
  const missedBy = (task: T, trajectory: Trajectory): readonly string[] => {
    const done = new Set(checklist.fulfilled(trajectory));
    return checklist.requirements(task).filter((requirement) => !done.has(requirement));
  };
  return {
    achieved: (trajectory) => {
      const done = checklist.fulfilled(trajectory);
      return done.length === 0 ? [] : [checklist.taskFor(done, trajectory)];
    },
    judge: (task, trajectory) => (missedBy(task, trajectory).length === 0 ? 'fulfilled' : 'failed'),
    requirements: (task) => checklist.requirements(task),
    reword: (task, intent) => ({ ...task, intent }),
    distance: (task, trajectory) =>
      missedBy(task, trajectory).length / Math.max(1, checklist.requirements(task).length),
    variations: () => [],
    corruptions: ({ steps }) => {
      const actions = steps.map(({ action }) => action);
      // All but the last one, which ends the episode.
      return actions.slice(1).map((_, index) => ({
        kind: 'left-out',
        actions: actions.toSpliced(index, 1),
      }));
    },
    situation: () => undefined,
    stage: () => undefined,
    outcome: (trajectory) => outcomeOf(checklist.fulfilled(trajectory)),
    wantedOutcome: (task) => outcomeOf(checklist.requirements(task)),
  };
}

function outcomeOf(things: readonly string[]): string {
  return JSON.stringify([...things].sort());
}
