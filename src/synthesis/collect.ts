import type { Benchmark, Task } from '../core/benchmark.ts';
import { Ledger, type Clock } from '../core/budget.ts';
import type { Policy } from '../core/policy.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { inOrder } from '../search/in-order.ts';
import { problemFor } from '../search/problem.ts';
import { rollout } from '../search/rollout.ts';
import { Session } from '../search/session.ts';
import { preferNovel, stepLimit, takeFirstInTurn, type Diversity } from './diversity.ts';
import { Visits, WALKS_PER_BLOCK } from './visits.ts';

export interface CollectOptions<T extends Task> extends Diversity {
  readonly benchmark: Benchmark<T>;
  /** Visited in turn, so that every task is explored about equally often. */
  readonly tasks: readonly T[];
  /** Of several, each task is explored by each in turn, at each temperature. */
  readonly policy: Policy | readonly Policy[];
  readonly temperature: number | readonly number[];
  /** How many trajectories in all. */
  readonly count: number;
  /** The index to begin with, to go on where an interrupted run stopped. */
  readonly from?: number | undefined;
  /** With `novelty`: what the walks before `from` have noted. */
  readonly visits?: Visits | undefined;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets a policy wander. Trajectory i depends on the seed and i only, and with `novelty` on the blocks
 * of walks before its own as well; so runs can be interrupted, resumed and parallel. Ends early,
 * without an error, when cancelled.
 */
export async function* collect<T extends Task>(
  options: CollectOptions<T>,
): AsyncGenerator<Trajectory, void, undefined> {
  const { count, from = 0, concurrency, novelty = 1, visits = new Visits() } = options;
  const walk = walkerFor({ ...options, visits });
  const isNovel = novelty > 1;
  for (let start = from; start < count;) {
    const end = isNovel
      ? Math.min(count, start - (start % WALKS_PER_BLOCK) + WALKS_PER_BLOCK)
      : count;
    if (isNovel) visits.openBlockOf(start);
    const first = start;
    for await (const result of inOrder(end - first, concurrency, (offset) =>
      walk(first + offset),
    )) {
      if (typeof result === 'string') return;
      if (isNovel) visits.note(start, result);
      start += 1;
      yield result;
    }
  }
}

/** The number of a walk that `collect` made; undefined for any other trajectory. */
export function walkIndex({ id }: Trajectory): number | undefined {
  const match = /\/walk-(\d+)$/.exec(id);
  return match === null ? undefined : Number(match[1]);
}

function walkerFor<T extends Task>(options: CollectOptions<T> & { readonly visits: Visits }) {
  const { tasks, benchmark, rng, visits } = options;
  const { novelty = 1, spreadFirstActions = false, earlyStops = 0 } = options;
  const settings = [options.policy]
    .flat()
    .flatMap((policy) =>
      [options.temperature].flat().map((temperature) => ({ policy, temperature })),
    );
  return (index: number) => {
    const place = index % tasks.length;
    const round = Math.floor(index / tasks.length);
    const task = tasks[place]!;
    const { policy: own, temperature } = settings[(round + place) % settings.length]!;
    const walkRng = rng.fork(index);
    let policy = novelty > 1 ? preferNovel(own, visits, novelty) : own;
    if (spreadFirstActions) policy = takeFirstInTurn(policy, task.id, round);
    const problem = problemFor({
      ...options,
      policy,
      task,
      ledger: new Ledger({}, options.clock),
      rng: walkRng,
      concurrency: 1,
    });
    const maxSteps = stepLimit(benchmark.maxSteps, earlyStops, walkRng.fork('early stop'));
    const session = new Session({ ...problem, maxSteps });
    return rollout(session, { id: `${task.id}/walk-${index}`, temperature, rng: walkRng });
  };
}
