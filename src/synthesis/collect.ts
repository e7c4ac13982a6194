import type { Benchmark, Task } from '../core/benchmark.ts';
import { Ledger, type Clock } from '../core/budget.ts';
import type { Policy } from '../core/policy.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { inOrder } from '../search/in-order.ts';
import { problemFor } from '../search/problem.ts';
import { rollout } from '../search/rollout.ts';
import { Session } from '../search/session.ts';

export interface CollectOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  /** Visited in turn, so that every task is explored about equally often. */
  readonly tasks: readonly T[];
  readonly policy: Policy;
  /** How many trajectories in all. */
  readonly count: number;
  /** The index to begin with, to go on where an interrupted run stopped. */
  readonly from?: number | undefined;
  readonly temperature: number;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets a policy wander. Trajectory i depends on the seed and i only, so runs can be interrupted,
 * resumed and parallel. Ends early, without an error, when cancelled.
 */
export async function* collect<T extends Task>(
  options: CollectOptions<T>,
): AsyncGenerator<Trajectory, void, undefined> {
  const { tasks, count, from = 0, temperature, rng, concurrency } = options;
  const walk = (offset: number) => {
    const index = from + offset;
    const task = tasks[index % tasks.length]!;
    const own = rng.fork(index);
    const ledger = new Ledger({}, options.clock);
    const problem = problemFor({ ...options, task, ledger, rng: own, concurrency: 1 });
    const session = new Session(problem);
    return rollout(session, { id: `${task.id}/walk-${index}`, temperature, rng: own });
  };
  for await (const result of inOrder(count - from, concurrency, walk)) {
    if (typeof result === 'string') return;
    yield result;
  }
}
