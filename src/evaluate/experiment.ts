import type { Benchmark, Task } from '../core/benchmark.ts';
import { Ledger, type Budget, type Clock } from '../core/budget.ts';
import { describeCause } from '../core/errors.ts';
import type { Objective } from '../core/objective.ts';
import { runPlanner, type Planner } from '../core/planner.ts';
import type { Policy } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';
import type { RewardModel } from '../core/reward-model.ts';
import type { Rng } from '../core/rng.ts';
import { cascadeReward, type CascadeReward } from '../reward/cascade-reward.ts';
import { inOrder } from '../search/in-order.ts';
import { problemFor, rewardFor } from '../search/problem.ts';
import { limitCalls, limitPolicy, limitReflector } from '../search/limit-calls.ts';
import type { Journal } from './journal.ts';
import { gradeResult, type Outcome } from './outcome.ts';

export interface Verification {
  readonly verifier: RewardModel;
  /** The reward's values between these are verified; both from 0 to 1. */
  readonly reject: number;
  readonly accept: number;
}

export interface Experiment<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly tasks: readonly T[];
  readonly planners: readonly Planner[];
  readonly policy: Policy;
  readonly reward?: RewardModel | undefined;
  /** Decides where the reward is not sure enough: speculative verification, see `cascadeReward`. */
  readonly verification?: Verification | undefined;
  readonly reflector?: Reflector | undefined;
  readonly objective: Objective;
  /** For each task and planner anew. */
  readonly budget: Budget;
  readonly rng: Rng;
  readonly clock: Clock;
  /** Calls of policy and reflector in flight at once, over all tasks. */
  readonly concurrency: number;
  readonly journal: Journal;
  readonly signal?: AbortSignal | undefined;
  readonly onOutcome?: (outcome: Outcome, isNew: boolean) => void;
}

/** A reward that decides where it is sure, with a verifier for the rest. Throws `InputError`. */
export function verifiedReward(
  reward: RewardModel,
  { verifier, reject, accept }: Verification,
): CascadeReward {
  return cascadeReward({ cheap: reward, dear: verifier, reject, accept });
}

/**
 * Runs every planner on every task: the same tasks, the same random draws and the same budget for
 * each. What the journal holds is not run again. Returns the outcomes by planner, in the order of
 * the tasks; when cancelled, those that were finished.
 */
export async function runExperiment<T extends Task>(
  experiment: Experiment<T>,
): Promise<Outcome[][]> {
  const { planners, tasks, concurrency, signal } = experiment;
  const limit = limitCalls(concurrency);
  const policy = limitPolicy(experiment.policy, limit);
  const reflector =
    experiment.reflector === undefined ? undefined : limitReflector(experiment.reflector, limit);
  const table: Outcome[][] = [];
  for (const planner of planners) {
    const outcomes: Outcome[] = [];
    const run = (index: number) =>
      runTask({ ...experiment, policy, reflector }, planner, tasks[index]!);
    for await (const outcome of inOrder(tasks.length, concurrency, run)) {
      if (outcome !== undefined) outcomes.push(outcome);
      if (signal?.aborted === true) break;
    }
    table.push(outcomes);
    if (signal?.aborted === true) break;
  }
  return table;
}

async function runTask<T extends Task>(
  experiment: Experiment<T>,
  planner: Planner,
  task: T,
): Promise<Outcome | undefined> {
  const { journal, onOutcome, signal } = experiment;
  const known = journal.find(planner.name, task.id);
  if (known !== undefined) {
    onOutcome?.(known, false);
    return known;
  }
  if (signal?.aborted === true) return undefined;
  const outcome = await attempt(experiment, planner, task);
  // What was cut short is not an outcome: it will be run again.
  if (outcome.stopReason === 'cancelled') return undefined;
  await journal.add(outcome);
  onOutcome?.(outcome, true);
  return outcome;
}

async function attempt<T extends Task>(
  experiment: Experiment<T>,
  planner: Planner,
  task: T,
): Promise<Outcome> {
  const { benchmark, budget, clock, verification } = experiment;
  // Named by the task alone, so that planners meet the same draws and can be compared in pairs.
  const rng = experiment.rng.fork(task.id);
  const ledger = new Ledger(budget, clock);
  try {
    const given = rewardFor(planner, experiment.reward);
    // Made anew for each attempt, so that its counts are those of the attempt.
    const cascade = given && verification && verifiedReward(given, verification);
    const problem = problemFor({ ...experiment, task, reward: cascade ?? given, ledger, rng });
    const result = await runPlanner(planner, problem);
    const outcome = await gradeResult(benchmark, task, planner.name, result, ledger.elapsedMs);
    return cascade === undefined ? outcome : { ...outcome, tiers: cascade.counts() };
  } catch (error) {
    return {
      planner: planner.name,
      task: task.id,
      score: 0,
      success: 0,
      oracleScore: 0,
      oracleSuccess: 0,
      stopReason: 'crashed',
      spent: ledger.spent,
      wallMs: ledger.elapsedMs,
      crash: describeCause(error),
      facts: {},
      candidates: [],
    };
  }
}
