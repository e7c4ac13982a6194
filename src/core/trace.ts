import type { StopReason } from './budget.ts';
import type { Score } from './reward-model.ts';
import type { TrajectoryEnd } from './trajectory.ts';

/** What happened in a search, in the order in which it counts. Plain JSON. */
export type TraceEvent =
  | {
      /** The policy proposed actions at a node. */
      readonly type: 'node-expanded';
      readonly node: number;
      readonly actions: readonly string[];
    }
  | {
      /** A new node was valued. */
      readonly type: 'node-judged';
      readonly node: number;
      readonly parent: number;
      readonly action: string;
      readonly end: TrajectoryEnd;
      readonly value: number;
    }
  | {
      /** The search goes on from the node behind this action. */
      readonly type: 'action-committed';
      readonly node: number;
      readonly action: string;
    }
  | {
      /** A simulation handed a value back from a node; null for a node that failed. */
      readonly type: 'simulation-ended';
      readonly node: number;
      readonly value: number | null;
    }
  | {
      readonly type: 'trajectory-ended';
      readonly id: string;
      readonly end: TrajectoryEnd;
      readonly actions: readonly string[];
    }
  | {
      /** What was made of a failed trial; with `failure` when the reflector had nothing to say. */
      readonly type: 'trial-reflected';
      readonly id: string;
      readonly reflection: string;
      readonly failure?: string | undefined;
    }
  | { readonly type: 'reward-scored'; readonly id: string; readonly score: Score }
  | {
      /** An action was taken in the live environment. */
      readonly type: 'live-acted';
      readonly action: string;
      readonly isIrreversible: boolean;
    }
  | {
      /** The live environment shows another page than the plan had foreseen. */
      readonly type: 'live-diverged';
      readonly action: string;
      readonly expected: string;
      readonly seen: string;
    }
  | {
      /** An action that cannot be taken back was not approved. */
      readonly type: 'approval-refused';
      readonly action: string;
    }
  | {
      readonly type: 'search-ended';
      readonly stopReason: StopReason;
      readonly best?: string | undefined;
    };
