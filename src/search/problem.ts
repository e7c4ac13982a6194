import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Ledger } from '../core/budget.ts';
import { InputError } from '../core/errors.ts';
import { maximizeReward, type Objective } from '../core/objective.ts';
import type { Planner, PlanningProblem } from '../core/planner.ts';
import type { Policy } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';
import type { RewardModel } from '../core/reward-model.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';

export interface ProblemOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly task: T;
  readonly policy: Policy;
  readonly reward?: RewardModel | undefined;
  /** For planners that reflect on failed attempts; if absent, they do it by rule. */
  readonly reflector?: Reflector | undefined;
  /** The reward's value if absent. */
  readonly objective?: Objective | undefined;
  readonly ledger: Ledger;
  readonly rng: Rng;
  /** 1 if absent. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a planner may know of a task. This is where the task and its grader stay behind: the
 * problem holds neither.
 */
export function problemFor<T extends Task>(options: ProblemOptions<T>): PlanningProblem {
  const { benchmark, task, policy, reward, ledger, rng, signal } = options;
  return {
    benchmark: benchmark.name,
    taskId: task.id,
    intent: task.intent,
    maxSteps: task.maxSteps ?? benchmark.maxSteps,
    openEnvironment: () =>
      benchmark.openEnvironment(task, { seed: rng.fork('environment').integer(2 ** 32) }),
    answerOf: (trajectory) => benchmark.answerOf?.(trajectory) ?? lastAction(trajectory),
    policy,
    reward,
    reflector: options.reflector,
    objective: options.objective ?? maximizeReward,
    ledger,
    rng,
    concurrency: options.concurrency ?? 1,
    signal,
  };
}

/** What stands for an answer where the benchmark does not say. */
function lastAction({ steps }: Trajectory): string {
  return steps.at(-1)?.action.trim().toLowerCase() ?? '';
}

/**
 * The reward for this planner: none for one that does not need it, so that its cost shows what the
 * reward is worth. Throws `InputError` when it needs one and there is none.
 */
export function rewardFor(
  planner: Planner,
  reward: RewardModel | undefined,
): RewardModel | undefined {
  if (!planner.needsReward) return undefined;
  if (reward !== undefined) return reward;
  throw new InputError({
    place: { option: '--reward' },
    problem: `planner "${planner.name}" needs a reward`,
    remedy: 'Give the folder of a model, as "armap train" writes it',
  });
}
