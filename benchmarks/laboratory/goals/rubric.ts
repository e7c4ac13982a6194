import type { LabEvent } from '../world/event.ts';
import type { ThingId, World } from '../world/world.ts';

/** An event with the world after it, and what was focused on before, in order. */
export interface Moment {
  readonly event: LabEvent;
  readonly world: World;
  readonly focused: readonly ThingId[];
}

export interface Subgoal {
  readonly says: string;
  readonly isReachedBy: (moment: Moment) => boolean;
}

/**
 * How a task is scored, as ScienceWorld does it (Wang et al. 2022, arXiv 2203.07540): subgoals that
 * count in their order only, others that count whenever they are reached, and what fails the task for
 * good. A focus that no subgoal wants where it stands fails every task.
 */
export interface Rubric {
  readonly sequence: readonly Subgoal[];
  readonly extras: readonly Subgoal[];
  /** A wrong answer. */
  readonly isBrokenBy: (moment: Moment) => boolean;
}

export function subgoal(says: string, isReachedBy: Subgoal['isReachedBy']): Subgoal {
  return { says, isReachedBy };
}
