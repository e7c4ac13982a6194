import type { Policy, PolicyContext, Proposal, RememberedTrial } from '../src/core/policy.ts';
import type { Rng } from '../src/core/rng.ts';
import { ONE_CALL } from '../src/core/usage.ts';

/**
 * How much each available action is liked in this situation, in order. Only differences count: at
 * temperature 1 an action liked by 1 more is e times as likely.
 */
export type Preference = (context: PolicyContext, actions: readonly string[]) => readonly number[];

export interface SoftmaxPolicyOptions {
  readonly name: string;
  readonly preference: Preference;
  /** What it chooses from; if absent, the actions that the environment offers. */
  readonly actions?: ((context: PolicyContext) => readonly string[]) | undefined;
}

/**
 * How much less an action is liked for each remembered trial that took it at an equal page: at
 * temperature 1 it is then e^2, about 7 times, less likely. Enough to turn away from a close call at
 * temperature 0; a strong preference, which the one trial may have failed in spite of, gives way to
 * several.
 */
const MEMORY_PENALTY = 2;

/**
 * Draws available actions with probability proportional to exp(preference / temperature): the
 * Gibbs policy of Sutton and Barto (2018), section 13.1. Temperature 0 takes the first of the
 * best. Candidates are drawn independently, so they may repeat. Without actions it has nothing to
 * say. What remembered trials did is liked less, so that even at temperature 0 the next
 * trial is another one.
 */
export function createSoftmaxPolicy(options: SoftmaxPolicyOptions): Policy {
  const { name, preference } = options;
  const actionsIn = options.actions ?? ((context) => context.observation.availableActions ?? []);
  return {
    name,
    propose: (context, { count, temperature }) => {
      const actions = actionsIn(context);
      if (actions.length === 0) return { proposals: [], usage: ONE_CALL };
      const probabilities = softmax(
        withMemory(preference(context, actions), actions, context),
        temperature,
      );
      const proposals = Array.from({ length: count }, (): Proposal => {
        const index = draw(probabilities, context.rng);
        return { action: actions[index]!, logProbability: Math.log(probabilities[index]!) };
      });
      return { proposals, usage: ONE_CALL };
    },
  };
}

/** Exact in the limit: at temperature 0 all probability is on the first maximum. */
export function softmax(preferences: readonly number[], temperature: number): number[] {
  const best = Math.max(...preferences);
  if (temperature === 0) {
    const first = preferences.indexOf(best);
    return preferences.map((_, index) => (index === first ? 1 : 0));
  }
  const weights = preferences.map((preference) => Math.exp((preference - best) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function withMemory(
  preferences: readonly number[],
  actions: readonly string[],
  { observation, memory = [] }: PolicyContext,
): readonly number[] {
  if (memory.length === 0) return preferences;
  const failures = memory.flatMap((trial) => [...actionsAt(observation.text, trial)]);
  return preferences.map((preference, index) => {
    const times = failures.filter((action) => action === actions[index]).length;
    return preference - MEMORY_PENALTY * times;
  });
}

/** The actions that a trial took at pages with this text, each once. */
function actionsAt(text: string, { trajectory }: RememberedTrial): Set<string> {
  const there = trajectory.steps.filter(({ observation }) => observation.text === text);
  return new Set(there.map(({ action }) => action));
}

function draw(probabilities: readonly number[], rng: Rng): number {
  let rest = rng.next();
  let last = 0;
  for (const [index, probability] of probabilities.entries()) {
    if (probability === 0) continue;
    last = index;
    rest -= probability;
    if (rest < 0) return index;
  }
  // Rounding may leave a crumb of probability; it belongs to the last possible action.
  return last;
}
