import type { Episode } from './simulator.ts';

/** What happens to the simulators of a pool. Plain JSON. */
export type PoolEvent =
  | { readonly type: 'simulator-started' }
  | {
      /** It crashed, hung, was killed or ran out of memory; what it did is done again elsewhere. */
      readonly type: 'simulator-lost';
      readonly reason: string;
      /** Where it stood; absent when it stood nowhere. */
      readonly episode?: Episode | undefined;
      readonly depth?: number | undefined;
    }
  | {
      /** Actions were taken again to bring a simulator to where an episode stood. */
      readonly type: 'replayed';
      readonly episode: Episode;
      readonly actions: number;
    }
  | {
      /** The same actions showed another page than before. */
      readonly type: 'diverged';
      readonly episode: Episode;
      readonly action: string;
      readonly expected: string;
      readonly seen: string;
    };

/** What a pool has done so far. */
export interface PoolCounts {
  /** Steps that environments asked for. */
  readonly asked: number;
  /** Those of them that led where nobody had been before. */
  readonly found: number;
  /** Steps that simulators took, the repeated ones included. */
  readonly executed: number;
  /** Episodes that simulators began. */
  readonly loads: number;
  readonly lost: number;
  readonly diverged: number;
}
