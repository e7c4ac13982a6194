import { setImmediate as nextTurn } from 'node:timers/promises';
import { attempt, type Awaitable } from '../core/awaitable.ts';
import type { Reservation, Resource, Spend, StopReason } from '../core/budget.ts';
import type { Environment, StepResult } from '../core/environment.ts';
import { PolicyError } from '../core/errors.ts';
import type { Candidate, PlanningProblem, PlanResult } from '../core/planner.ts';
import type { PolicyContext, PolicyReply, ProposeOptions } from '../core/policy.ts';
import type { ReflectOptions, Reflector, ReflectorReply } from '../core/reflector.ts';
import type { Score } from '../core/reward-model.ts';
import type { Page } from '../core/observation.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';
import { rank } from './ranking.ts';

const ONE_STEP: Partial<Spend> = Object.freeze({ environmentSteps: 1 });
const ONE_POLICY_CALL: Partial<Spend> = Object.freeze({ policyCalls: 1 });

/**
 * Calls that answer before the event loop gets a turn. With a policy, an environment and a reward that
 * all answer at once a search would never give it one, and no timer or key press could stop it.
 */
const CALLS_PER_TURN = 16;

/**
 * One run of a planner on one problem: every call to the policy, the environment and the reward
 * goes through here, is paid for from the ledger, and is refused with a `StopReason` when the
 * budget does not allow it or the user has cancelled. What answers at once is handed on at once,
 * but for every 16th call.
 */
export class Session {
  readonly problem: PlanningProblem;
  /** Pages that were not as before when actions were taken again. */
  divergences = 0;
  readonly #scores = new Map<string, Score>();
  #calls = 0;

  constructor(problem: PlanningProblem) {
    this.problem = problem;
  }

  get spent(): Spend {
    return this.problem.ledger.spent;
  }

  propose(
    context: Omit<PolicyContext, 'remaining' | 'intent'>,
    options: Omit<ProposeOptions, 'signal'>,
  ): Awaitable<PolicyReply | StopReason> {
    const { policy, intent, signal } = this.problem;
    const full: PolicyContext = { ...context, intent, remaining: this.problem.ledger.remaining };
    const withSignal: ProposeOptions = { ...options, signal };
    const bound = policy.costBound?.(full, withSignal);
    const permit = this.#permit(bound ? { ...ONE_POLICY_CALL, ...bound } : ONE_POLICY_CALL);
    if (typeof permit === 'string') {
      const settlement = this.problem.ledger.nextSettlement();
      if (settlement === undefined || permit === 'cancelled') return permit;
      // What calls in flight have set aside is often more than they need.
      return settlement.then(() => this.propose(context, options));
    }
    return attempt<PolicyReply, PolicyReply | StopReason>(
      () => policy.propose(full, withSignal),
      (reply) => {
        permit.settle(reply.usage);
        return this.#handOn(reply);
      },
      (error) => {
        permit.settle(error instanceof PolicyError ? error.usage : ONE_POLICY_CALL);
        return this.#unlessCancelled(error);
      },
    );
  }

  /** Has a trial reflected on, and pays for what that costs. */
  async reflect(
    reflector: Reflector,
    { trajectory, score }: { readonly trajectory: Trajectory; readonly score: Score },
    { rng }: Pick<ReflectOptions, 'rng'>,
  ): Promise<ReflectorReply | StopReason> {
    const { ledger, signal } = this.problem;
    const options: ReflectOptions = { rng, signal, remaining: ledger.remaining };
    const bound = reflector.costBound?.(trajectory, score) ?? {};
    const permit = this.#permit(bound);
    if (typeof permit === 'string') return permit;
    let spent: Partial<Spend> = { policyCalls: bound.policyCalls ?? 0 };
    try {
      const reply = await reflector.reflect(trajectory, score, options);
      spent = reply.usage;
      return reply;
    } catch (error) {
      if (error instanceof PolicyError) spent = error.usage;
      if (signal?.aborted === true) return 'cancelled';
      throw error;
    } finally {
      permit.settle(spent);
    }
  }

  /** Takes an action in an environment of a search, which must be one that can be taken back. */
  step(environment: Environment, action: string): Awaitable<StepResult | StopReason> {
    const { signal } = this.problem;
    if (environment.isIrreversible?.(action) === true) {
      throw new Error(`A search must not take "${action}": it cannot be taken back`);
    }
    const refusal = this.#spend(ONE_STEP);
    if (refusal !== undefined) return refusal;
    return attempt<StepResult, StepResult | StopReason>(
      () => environment.step(action, { signal }),
      (result) => this.#handOn(result),
      (error) => this.#unlessCancelled(error),
    );
  }

  /** Whether a page is what it was when the same actions were taken before; counts those that are not. */
  repeats(expected: Page, seen: Page): boolean {
    if (seen.text === expected.text) return true;
    this.divergences += 1;
    return false;
  }

  /**
   * Scores trajectories in one batch. Equal trajectories are scored, and paid for, once per
   * session.
   */
  async score(trajectories: readonly Trajectory[]): Promise<readonly Score[] | StopReason> {
    const keys = trajectories.map(contentKey);
    const unknown = new Map<string, Trajectory>();
    keys.forEach((key, index) => {
      if (!this.#scores.has(key)) unknown.set(key, trajectories[index]!);
    });
    const scores = await this.scoreNew([...unknown.values()]);
    if (typeof scores === 'string') return scores;
    [...unknown.keys()].forEach((key, index) => this.#scores.set(key, scores[index]!));
    return keys.map((key) => this.#scores.get(key)!);
  }

  /** Scores trajectories of which the caller knows that all are new; saves looking them up. */
  scoreNew(trajectories: readonly Trajectory[]): Awaitable<readonly Score[] | StopReason> {
    const { reward, signal } = this.problem;
    if (reward === undefined) throw new Error('This problem has no reward model');
    if (trajectories.length === 0) return [];
    const refusal = this.#spend({ rewardCalls: trajectories.length });
    if (refusal !== undefined) return refusal;
    return attempt<readonly Score[], readonly Score[] | StopReason>(
      () => reward.score(trajectories, { signal }),
      (scores) => this.#handOn(scores),
      (error) => this.#unlessCancelled(error),
    );
  }

  /** Ranks what was found and closes the account. */
  finish(
    candidates: readonly Candidate[],
    ranking: PlanResult['ranking'],
    stopReason: StopReason,
  ): PlanResult {
    return this.finishOrdered(rank(candidates), ranking, stopReason);
  }

  /** Closes the account on candidates that the planner has put in order itself. */
  finishOrdered(
    candidates: readonly Candidate[],
    ranking: PlanResult['ranking'],
    stopReason: StopReason,
  ): PlanResult {
    const { spent, divergences } = this;
    return { best: candidates[0], candidates, ranking, stopReason, spent, divergences };
  }

  #handOn<T>(answer: T): Awaitable<T> {
    this.#calls += 1;
    return this.#calls % CALLS_PER_TURN === 0 ? nextTurn(answer) : answer;
  }

  /** A call that fails after the user has cancelled has not failed. */
  #unlessCancelled(error: unknown): StopReason {
    if (this.problem.signal?.aborted === true) return 'cancelled';
    throw error;
  }

  #spend(cost: Partial<Spend>): StopReason | undefined {
    if (this.problem.signal?.aborted === true) return 'cancelled';
    const refused = this.problem.ledger.spend(cost);
    return refused === undefined ? undefined : `budget:${refused}`;
  }

  #permit(cost: Partial<Spend>): Reservation | StopReason {
    if (this.problem.signal?.aborted === true) return 'cancelled';
    const permit: Reservation | Resource = this.problem.ledger.reserve(cost);
    return typeof permit === 'string' ? `budget:${permit}` : permit;
  }
}
