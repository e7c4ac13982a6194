import type { StopReason } from '../core/budget.ts';
import type { Environment } from '../core/environment.ts';
import { ArmapError } from '../core/errors.ts';
import type { PolicyReply, Proposal, RememberedTrial } from '../core/policy.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE, type Usage } from '../core/usage.ts';
import { begin } from './begin.ts';
import { Recorder } from './recorder.ts';
import type { Session } from './session.ts';

/** A first action that was proposed before the rollout began, with its share of the cost. */
export interface FirstProposal {
  readonly proposal: Proposal;
  readonly usage: Usage;
}

export interface RolloutOptions {
  readonly id: string;
  readonly temperature: number;
  readonly rng: Rng;
  readonly first?: FirstProposal | undefined;
  /** Earlier attempts that the policy is shown at every step. */
  readonly memory?: readonly RememberedTrial[] | undefined;
}

/** The trajectory, or why the run had to stop before it came to an end. */
export type RolloutResult = Trajectory | StopReason;

/**
 * Follows the policy to an end: the environment's, an action that cannot be taken back, the step
 * limit, or a failure of the policy or the environment, which is an end too and names its cause.
 */
export async function rollout(session: Session, options: RolloutOptions): Promise<RolloutResult> {
  const { benchmark, taskId, intent } = session.problem;
  const environment = session.problem.openEnvironment();
  try {
    const identity = { id: options.id, benchmark, taskId, intent };
    const start = await begin(session, environment);
    if (start === 'diverged') {
      const { progress } = session.problem;
      const recorder = new Recorder(identity, progress!.observation, progress!.trajectory);
      return recorder.end('failed', 'the environment did not repeat itself');
    }
    if (typeof start === 'string') return start;
    const recorder = new Recorder(identity, start.observation, start);
    return await rollOn(session, environment, recorder, options);
  } finally {
    await environment.close();
  }
}

/** Goes on with an episode from where environment and recorder stand. */
export async function rollOn(
  session: Session,
  environment: Environment,
  recorder: Recorder,
  { temperature, rng, first, memory }: Omit<RolloutOptions, 'id'>,
): Promise<RolloutResult> {
  const { maxSteps } = session.problem;
  try {
    for (let known = first; recorder.steps.length < maxSteps; known = undefined) {
      const { steps, observation } = recorder;
      const reply: PolicyReply | StopReason = known
        ? { proposals: [known.proposal], usage: known.usage }
        : await session.propose(
            { steps, observation, memory, rng: rng.fork(steps.length) },
            { count: 1, temperature },
          );
      if (typeof reply === 'string') return reply;
      recorder.charge(reply.usage);
      const [proposal] = reply.proposals;
      if (proposal === undefined) return recorder.end('failed', 'the policy proposed no action');
      if (environment.isIrreversible?.(proposal.action) === true) {
        recorder.addPending(proposal);
        return recorder.end('pending');
      }
      const result = await session.step(environment, proposal.action);
      if (typeof result === 'string') return result;
      recorder.add(proposal, result);
      if (result.done) return recorder.end('finished');
    }
    return recorder.end('truncated');
  } catch (error) {
    if (!ArmapError.isInstance(error)) throw error;
    return recorder.end('failed', error.message);
  }
}

/** Asks once for the first actions of `count` rollouts, which all begin at the same state. */
export async function proposeFirst(
  session: Session,
  options: { readonly count: number; readonly temperature: number; readonly rng: Rng },
): Promise<PolicyReply | StopReason> {
  const { progress, signal } = session.problem;
  const { count, temperature, rng } = options;
  const environment = session.problem.openEnvironment();
  try {
    const { steps } = progress?.trajectory ?? { steps: [] };
    const observation = progress?.observation ?? (await environment.reset({ signal }));
    return await session.propose({ steps, observation, rng }, { count, temperature });
  } catch (error) {
    // Each rollout will meet the same failure by itself, and record it.
    if (ArmapError.isInstance(error)) return { proposals: [], usage: NO_USAGE };
    throw error;
  } finally {
    await environment.close();
  }
}
