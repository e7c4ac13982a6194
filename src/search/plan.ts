import type { Task } from '../core/benchmark.ts';
import { Ledger, type Budget, type Clock } from '../core/budget.ts';
import { runPlanner, type Planner, type PlanResult } from '../core/planner.ts';
import { createRng } from '../core/rng.ts';
import type { TraceEvent } from '../core/trace.ts';
import { problemFor, rewardFor, type ProblemOptions } from './problem.ts';

export interface PlanOptions<T extends Task> extends Omit<ProblemOptions<T>, 'ledger' | 'rng'> {
  /** Unlimited if absent. */
  readonly budget?: Budget | undefined;
  /** The same seed gives the same result; 1 if absent. */
  readonly seed?: number | string | undefined;
  /** `performance.now` if absent. */
  readonly clock?: Clock | undefined;
  readonly onEvent?: ((event: TraceEvent) => void) | undefined;
}

/** Lets a planner work on one task. Throws `InputError` when it needs a reward and has none. */
export async function plan<T extends Task>(
  planner: Planner,
  options: PlanOptions<T>,
): Promise<PlanResult> {
  const { budget = {}, seed = 1, clock = () => performance.now(), onEvent, ...rest } = options;
  const reward = rewardFor(planner, options.reward);
  const problem = problemFor({
    ...rest,
    reward,
    ledger: new Ledger(budget, clock),
    rng: createRng(seed),
  });
  return runPlanner(planner, problem, onEvent);
}
