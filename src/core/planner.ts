import type { Ledger, Spend, StopReason } from './budget.ts';
import type { Environment } from './environment.ts';
import type { Objective, ObjectiveValue } from './objective.ts';
import type { Policy } from './policy.ts';
import type { Progress } from './progress.ts';
import type { Reflector } from './reflector.ts';
import type { RewardModel, Score } from './reward-model.ts';
import type { Rng } from './rng.ts';
import type { TraceEvent } from './trace.ts';
import type { Trajectory } from './trajectory.ts';

/**
 * All that a planner may know of a task. The true score is not among it: environments opened
 * here do not carry it, and the grader stays with whoever evaluates.
 */
export interface PlanningProblem {
  readonly benchmark: string;
  readonly taskId: string;
  readonly intent: string;
  /** The most actions that a trajectory may have. */
  readonly maxSteps: number;
  /** A fresh environment of this task, not yet reset. Whoever opens it closes it. */
  openEnvironment(): Environment;
  /** Where the search begins, if not at the start; see `actInLiveEnvironment`. */
  readonly progress?: Progress | undefined;
  /** The final answer that a trajectory gave: equal texts are equal answers, right or wrong. */
  answerOf(trajectory: Trajectory): string;
  readonly policy: Policy;
  readonly reward?: RewardModel | undefined;
  /** Makes something of attempts that failed, for planners that learn from them. */
  readonly reflector?: Reflector | undefined;
  readonly objective: Objective;
  /** The account of this run. Every call is paid from it. */
  readonly ledger: Ledger;
  readonly rng: Rng;
  /** The most policy calls in flight at once. It changes the speed, never the result. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/** A trajectory that a planner offers, with what the reward and the objective said of it. */
export interface Candidate {
  readonly trajectory: Trajectory;
  readonly score?: Score | undefined;
  readonly objective?: ObjectiveValue | undefined;
}

export interface PlanResult {
  /** What the planner would do; absent when nothing was completed before it stopped. */
  readonly best?: Candidate | undefined;
  /** Every trajectory that came to an end, best first; those that finished before those that did not. */
  readonly candidates: readonly Candidate[];
  /**
   * `objective`: the order is the planner's choice. `none`: the candidates are exchangeable
   * draws, of which `best` is the first; an evaluation then reports their mean. `committed`: the
   * first was carried out step by step, the others are ranked behind it. `voted`: those with the
   * answer of the most votes come first.
   */
  readonly ranking: 'objective' | 'committed' | 'voted' | 'none';
  readonly stopReason: StopReason;
  readonly spent: Spend;
  /** How often an environment of the search did not repeat itself when actions were taken again. */
  readonly divergences: number;
}

/**
 * Searches for a good trajectory. Anytime: stopped by budget or by signal, it returns the best
 * so far. Draining the generator runs the search; its return value is the result.
 */
export interface Planner {
  readonly name: string;
  readonly summary: string;
  /** True when it cannot work without a reward model. */
  readonly needsReward: boolean;
  /** True when it has failed attempts reflected on; not, if absent. */
  readonly reflects?: boolean | undefined;
  plan(problem: PlanningProblem): AsyncGenerator<TraceEvent, PlanResult, undefined>;
}

/** Runs a planner to its end, handing its events to `onEvent`. */
export async function runPlanner(
  planner: Planner,
  problem: PlanningProblem,
  onEvent?: (event: TraceEvent) => void,
): Promise<PlanResult> {
  const events = planner.plan(problem);
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    onEvent?.(next.value);
  }
}
