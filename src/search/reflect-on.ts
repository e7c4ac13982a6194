import type { StopReason } from '../core/budget.ts';
import { PolicyError } from '../core/errors.ts';
import type { RememberedTrial } from '../core/policy.ts';
import type { Reflector } from '../core/reflector.ts';
import type { Score } from '../core/reward-model.ts';
import type { Rng } from '../core/rng.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { ruleBasedReflector } from './rule-based-reflector.ts';
import type { Session } from './session.ts';

/**
 * What to remember of a trial that did not suffice. When the reflector fails, the rule-based one
 * stands in, so that the next trial knows at least what was tried; the event tells why.
 */
export async function* reflectOn(
  session: Session,
  { trajectory, score }: { readonly trajectory: Trajectory; readonly score: Score },
  { reflector, rng }: { readonly reflector: Reflector; readonly rng: Rng },
): AsyncGenerator<TraceEvent, RememberedTrial | StopReason, undefined> {
  const askFor = (by: Reflector) => session.reflect(by, { trajectory, score }, { rng });
  let failure: string | undefined;
  const reply = await askFor(reflector).catch((error: unknown) => {
    if (!(error instanceof PolicyError)) throw error;
    failure = error.message;
    return askFor(ruleBasedReflector);
  });
  if (typeof reply === 'string') return reply;
  const { reflection } = reply;
  yield { type: 'trial-reflected', id: trajectory.id, reflection, failure };
  return { trajectory, reflection };
}
