import type { StopReason } from '../core/budget.ts';
import type { PolicyReply } from '../core/policy.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { splitUsage } from '../core/usage.ts';
import { inOrder } from './in-order.ts';
import { proposeFirst, rollout, type FirstProposal } from './rollout.ts';
import type { Session } from './session.ts';

/** First actions are asked for this many at a time, which one request of a chat model can bring. */
const FIRST_ACTIONS_PER_CALL = 20;

export interface SampleOptions {
  readonly count: number;
  readonly temperature: number;
  /**
   * How many are drawn at once: none of the next before the consumer has taken all of these, so that
   * one who stops after some of them has paid for the same draws at any concurrency. `count` if absent.
   */
  readonly together?: number | undefined;
}

/**
 * Whether one more rollout may start beside those under way: only if the budget suffices for all of
 * them to come to their ends. So the same rollouts end within a budget at any concurrency, those
 * that come first. What a call of a chat model costs is not known beforehand; where that is limited
 * the rollouts of one task run one after another.
 */
function affordsOneMore({ problem }: Session, running: number): boolean {
  const { policyCalls, environmentSteps, promptTokens, completionTokens, costUsd } =
    problem.ledger.remaining;
  if ((promptTokens ?? completionTokens ?? costUsd) !== undefined) return false;
  // The call for first actions that a rollout may have to make is one more.
  const needed = (running + 1) * (problem.maxSteps + 1);
  return (policyCalls ?? Infinity) >= needed && (environmentSteps ?? Infinity) >= needed;
}

/**
 * Independent rollouts of the policy, in order. They share the calls for their first actions,
 * which all start from the same state. Returns why it stopped: `completed` after `count`.
 */
export async function* sampleTrajectories(
  session: Session,
  { count, temperature, together = count }: SampleOptions,
): AsyncGenerator<Trajectory, StopReason, undefined> {
  const { rng, taskId, concurrency } = session.problem;
  const firstCalls = new Map<number, Promise<PolicyReply | StopReason>>();

  const first = async (index: number): Promise<FirstProposal | StopReason | undefined> => {
    const call = Math.floor(index / FIRST_ACTIONS_PER_CALL);
    const before = call * FIRST_ACTIONS_PER_CALL;
    const wanted = Math.min(FIRST_ACTIONS_PER_CALL, count - before);
    if (wanted === 1) return undefined;
    const pending =
      firstCalls.get(call) ??
      proposeFirst(session, { count: wanted, temperature, rng: rng.fork(`first-${call}`) });
    firstCalls.set(call, pending);
    const reply = await pending;
    if (reply === 'cancelled') return reply;
    // Too dear for so many at once: each rollout asks for itself, as far as the budget goes.
    if (typeof reply === 'string') return undefined;
    const proposal = reply.proposals[index - before];
    if (proposal === undefined) return undefined;
    const usage = splitUsage(reply.usage, reply.proposals.length)[index - before]!;
    return { proposal, usage };
  };

  const sample = async (index: number): Promise<Trajectory | StopReason> => {
    const proposed = await first(index);
    if (typeof proposed === 'string') return proposed;
    return rollout(session, {
      id: `${taskId}/${index}`,
      temperature,
      rng: rng.fork(`sample-${index}`),
      first: proposed,
    });
  };

  for (let drawn = 0; drawn < count; drawn += together) {
    const wanted = Math.min(together, count - drawn);
    const start = (place: number) => sample(drawn + place);
    const results = inOrder(wanted, concurrency, start, (running) =>
      affordsOneMore(session, running),
    );
    for await (const result of results) {
      if (typeof result === 'string') return result;
      yield result;
    }
  }
  return 'completed';
}
