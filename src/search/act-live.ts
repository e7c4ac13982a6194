import type { Awaitable } from '../core/awaitable.ts';
import type { Spend, StopReason } from '../core/budget.ts';
import type { Environment, StepResult } from '../core/environment.ts';
import { ArmapError, describeCause } from '../core/errors.ts';
import type { Observation, Page } from '../core/observation.ts';
import type { Candidate, Planner, PlanningProblem, PlanResult } from '../core/planner.ts';
import type { Proposal } from '../core/policy.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory, TrajectoryEnd } from '../core/trajectory.ts';
import { LiveProgress, type SavedSearch } from './live-progress.ts';
import { rank } from './ranking.ts';
import { Recorder } from './recorder.ts';
import { RefusedActions } from './refused-actions.ts';
import { Session } from './session.ts';

/** What whoever approves an action is told. */
export interface ApprovalRequest {
  readonly action: string;
  /** What was done so far. */
  readonly done: Trajectory;
  /** The plan to which the action belongs; absent where the policy acts without one. */
  readonly plan?: Candidate | undefined;
}

export interface LiveEnvironment {
  /** Reset already. It stays in the hands of the user, who also closes it. */
  readonly environment: Environment;
  /** What its reset showed. */
  readonly observation: Observation;
  /** Asked before each action that cannot be taken back. If absent, none is taken. */
  readonly approve?: ((request: ApprovalRequest) => Awaitable<boolean>) | undefined;
}

export interface LiveResult {
  /** What was done in the live environment; `unfinished` when it stopped before the end. */
  readonly trajectory: Trajectory;
  /** `refused`: what was left to do was not approved. */
  readonly stopReason: StopReason | 'refused';
  /** Pages of the live environment that were not those that the plan had foreseen. */
  readonly divergences: number;
  /** Pages that searches saw otherwise when they took the same actions again. */
  readonly searchDivergences: number;
  /** Actions that were not approved. */
  readonly refused: readonly string[];
  /** Actions that the policy chose alone, because no search could look ahead from there. */
  readonly unplanned: number;
  /** By planning. Actions in the live environment are not charged. */
  readonly spent: Spend;
}

/** After so many refusals nobody is asked again. */
const MOST_REFUSALS = 10;

/**
 * Carries a plan out, one action at a time: plans, takes the first action of the best plan in the
 * live environment, and plans again from where that led, with what the search found out about it
 * already, if the page is the one that was foreseen. Any planner can be used.
 *
 * An action that cannot be taken back is only taken when `approve` says so. One that is refused is
 * not proposed again on the same page, and planning goes on without it.
 *
 * Behind an action that cannot be taken back, and where the environments of searches do not show
 * what the live one does, no search can look ahead: there the policy's likeliest action is taken.
 * When the budget is used up, the last plan is followed as far as the pages agree.
 *
 * What the live environment throws ends the trajectory as `failed`, so that what was done is told.
 */
export async function* actInLiveEnvironment(
  planner: Planner,
  problem: PlanningProblem,
  { environment, observation, approve = () => false }: LiveEnvironment,
): AsyncGenerator<TraceEvent, LiveResult, undefined> {
  const { benchmark, taskId, intent, maxSteps, signal } = problem;
  const recorder = new Recorder({ id: `${taskId}/live`, benchmark, taskId, intent }, observation);
  const refused = new RefusedActions();
  const counts = { divergences: 0, searchDivergences: 0, unplanned: 0 };
  const finish = (end: TrajectoryEnd, stopReason: LiveResult['stopReason'], failure?: string) => ({
    trajectory: recorder.end(end, failure),
    stopReason,
    refused: refused.actions,
    ...counts,
    spent: problem.ledger.spent,
  });

  let search: SavedSearch | undefined;
  let plan: Candidate | undefined;
  let canSearch = true;
  for (let round = 0; recorder.steps.length < maxSteps; round += 1) {
    const done = recorder.end('unfinished');
    const progress = new LiveProgress(done, recorder.observation, search);
    const here: PlanningProblem = {
      ...problem,
      progress,
      policy: refused.without(problem.policy),
      rng: problem.rng.fork(`live-${round}`),
    };

    let stop: StopReason = 'completed';
    if (canSearch) {
      const result: PlanResult = yield* planner.plan(here);
      counts.searchDivergences += result.divergences;
      stop = result.stopReason;
      plan = betterPlan(plan, result, done);
      search = progress.search;
    }
    if (stop === 'cancelled') return finish('unfinished', stop);
    let next: Proposal | undefined = plan?.trajectory.steps[done.steps.length];
    if (next === undefined && stop === 'completed') {
      const proposed = await likeliestAction(here);
      if (proposed instanceof ArmapError) return finish('failed', stop, proposed.message);
      if (typeof proposed === 'string') return finish('unfinished', proposed);
      next = proposed;
      counts.unplanned += next === undefined ? 0 : 1;
    }
    if (next === undefined) {
      const wasRefused = stop === 'completed' && refused.actions.length > 0;
      return finish('unfinished', wasRefused ? 'refused' : stop);
    }

    const { action } = next;
    const isIrreversible =
      environment.isIrreversible?.(action) === true || isPendingIn(plan, done.steps.length);
    if (isIrreversible && !(await approve({ action, done, plan }))) {
      refused.add(recorder.observation, action);
      yield { type: 'approval-refused', action };
      if (refused.actions.length >= MOST_REFUSALS) return finish('unfinished', 'refused');
      [plan, search] = [undefined, undefined];
      continue;
    }

    let result: StepResult;
    try {
      result = await environment.step(action, { signal });
    } catch (error) {
      return finish('failed', signal?.aborted === true ? 'cancelled' : stop, describeCause(error));
    }
    recorder.add(next, result);
    yield { type: 'live-acted', action, isIrreversible };
    const foreseen = isIrreversible ? undefined : pageBehind(plan, done.steps.length);
    if (foreseen !== undefined && foreseen.text !== result.observation.text) {
      counts.divergences += 1;
      const { text: seen } = result.observation;
      yield { type: 'live-diverged', action, expected: foreseen.text, seen };
      plan = undefined;
    }
    if (result.done) return finish('finished', 'completed');
    if (isIrreversible) [canSearch, plan] = [false, undefined];
  }
  return finish('truncated', 'completed');
}

/** The better of the plan that is being followed and the new one, of those that go on from here. */
function betterPlan(
  current: Candidate | undefined,
  { best, ranking }: PlanResult,
  { steps }: Trajectory,
): Candidate | undefined {
  const goesOn = (plan: Candidate | undefined) =>
    (plan?.trajectory.steps.length ?? 0) > steps.length;
  if (!goesOn(best)) return goesOn(current) ? current : undefined;
  if (!goesOn(current) || ranking !== 'objective') return best;
  return rank([best!, current!])[0];
}

function isPendingIn(plan: Candidate | undefined, step: number): boolean {
  return plan?.trajectory.end === 'pending' && plan.trajectory.steps.length === step + 1;
}

/** The page that a plan expects behind one of its actions. */
function pageBehind(plan: Candidate | undefined, step: number): Page | undefined {
  return plan?.trajectory.steps[step + 1]?.observation ?? plan?.trajectory.final;
}

async function likeliestAction(
  problem: PlanningProblem,
): Promise<Proposal | StopReason | ArmapError | undefined> {
  const { progress, rng } = problem;
  const { observation, trajectory } = progress!;
  try {
    const reply = await new Session(problem).propose(
      { steps: trajectory.steps, observation, rng: rng.fork('policy') },
      { count: 1, temperature: 0 },
    );
    return typeof reply === 'string' ? reply : reply.proposals[0];
  } catch (error) {
    if (ArmapError.isInstance(error)) return error;
    throw error;
  }
}
