import type { ImageSource } from '../../core/image-source.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import type { Call } from './replicas.ts';
import type { RewardAddress } from './reward-address.ts';

/** What a dialect needs of the servers. */
export interface Caller {
  call(call: Call): Promise<unknown>;
}

/** What a dialect is opened with. */
export interface DialectOptions extends Pick<RewardAddress, 'model' | 'label'> {
  /** Where the pictures of the trajectories are; without it none are sent. */
  readonly pictures?: ImageSource | undefined;
  readonly warn: (message: string) => void;
}

/** How servers are asked whose ways are known by now. */
export interface Scorer {
  readonly seesImages: boolean;
  /** What makes scores comparable besides the address: the model's name, an activation. */
  readonly identity: readonly string[];
  /** Trajectories in one request at most. */
  readonly batch: number;
  /** Raw scores, in the order of the trajectories. Throws `AnswerError` for what is no score. */
  readonly ask: (
    server: Caller,
    trajectories: readonly Trajectory[],
    signal?: AbortSignal,
  ) => Promise<readonly number[]>;
}

/** How a kind of server is asked for rewards. */
export interface Dialect {
  readonly name: string;
  /** Requests that one server takes at a time; many if absent. */
  readonly concurrency?: number;
  open(server: Caller, options: DialectOptions): Promise<Scorer>;
}

/** A server answered with something else than scores. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}
