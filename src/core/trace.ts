import type { StopReason } from './budget.ts';
import type { Score } from './reward-model.ts';
import type { TrajectoryEnd } from './trajectory.ts';

/** What happened in a search, in the order in which it counts. Plain JSON. */
export type TraceEvent =
  | {
      readonly type: 'trajectory-ended';
      readonly id: string;
      readonly end: TrajectoryEnd;
      readonly actions: readonly string[];
    }
  | { readonly type: 'reward-scored'; readonly id: string; readonly score: Score }
  | {
      readonly type: 'search-ended';
      readonly stopReason: StopReason;
      readonly best?: string | undefined;
    };
