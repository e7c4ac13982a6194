import type { StopReason } from '../core/budget.ts';
import type { PolicyReply } from '../core/policy.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { splitUsage } from '../core/usage.ts';
import { inOrder } from './in-order.ts';
import { proposeFirst, rollout, type FirstProposal } from './rollout.ts';
import type { Session } from './session.ts';

/** First actions are asked for this many at a time, which one request of a chat model can bring. */
const FIRST_ACTIONS_PER_CALL = 20;

/**
 * Independent rollouts of the policy, in order. They share the calls for their first actions,
 * which all start from the same state. Returns why it stopped: `completed` after `count`.
 */
export async function* sampleTrajectories(
  session: Session,
  options: { readonly count: number; readonly temperature: number },
): AsyncGenerator<Trajectory, StopReason, undefined> {
  const { count, temperature } = options;
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
    if (typeof reply === 'string') return reply;
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

  for await (const result of inOrder(count, concurrency, sample)) {
    if (typeof result === 'string') return result;
    yield result;
  }
  return 'completed';
}
