import type { Observation } from './observation.ts';
import type { Trajectory } from './trajectory.ts';

/** What was done already where it counts, and where that led. A search goes on from there. */
export interface Progress {
  /** Unfinished: the steps that were taken. */
  readonly trajectory: Trajectory;
  /** What is seen now, with what may be done. */
  readonly observation: Observation;
}
