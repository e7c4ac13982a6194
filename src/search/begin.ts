import type { StopReason } from '../core/budget.ts';
import type { Environment } from '../core/environment.ts';
import type { Observation } from '../core/observation.ts';
import type { Facts, Step } from '../core/trajectory.ts';
import type { Session } from './session.ts';

/** Where an attempt begins: at the start, or behind what was done already. */
export interface Beginning {
  readonly observation: Observation;
  readonly steps: readonly Step[];
  readonly facts: Facts;
}

/**
 * Brings a fresh environment to where attempts begin. Actions that were done already are taken
 * again, and paid for; `diverged` when that shows another page than it did where they counted.
 */
export async function begin(
  session: Session,
  environment: Environment,
): Promise<Beginning | StopReason | 'diverged'> {
  const { progress, signal } = session.problem;
  let observation = await environment.reset({ signal });
  if (progress === undefined) return { observation, steps: [], facts: {} };
  const { steps, final, facts } = progress.trajectory;
  for (const { observation: expected, action } of steps) {
    if (!session.repeats(expected, observation)) return 'diverged';
    const result = await session.step(environment, action);
    if (typeof result === 'string') return result;
    ({ observation } = result);
  }
  return session.repeats(final, observation) ? { observation, steps, facts } : 'diverged';
}
