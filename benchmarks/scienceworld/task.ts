import type { Task } from '../../src/core/task.ts';
import type { SimulatorPool } from './pool.ts';
import type { Episode } from './simulator.ts';

/** What all tasks of one load share. */
export interface ScienceWorldSettings {
  readonly pool: SimulatorPool;
  /** What is seen first: what `look around` answers, or the description of the task, as in ETO. */
  readonly start: 'look' | 'task';
  /** Which score of an attempt counts: the most it ever had, as in ETO and ARMAP, or its last one. */
  readonly score: 'best' | 'last';
}

/** A variation of a task. Its description is known when it was prepared. */
export interface ScienceWorldTask extends Task {
  readonly episode: Episode;
  readonly settings: ScienceWorldSettings;
  readonly isTest: boolean;
  readonly maxSteps: number;
}
