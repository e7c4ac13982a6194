import type { Goal } from './goal.ts';
import type { GoalSource } from './goal-source.ts';
import { humanGoals } from './human-goals.ts';
import { PythonRandom } from './python-random.ts';
import { syntheticGoals } from './synthetic-goals.ts';

/** Written by people, or made from attributes and options. */
export type GoalKind = 'human' | 'synthetic';

/** The published order of goals, in which a goal's place is its number. */
const ORDER_SEED = 233;

/** Bounds as AgentGym's WebShop draws them; the original draws anew in every process. */
const USUAL_BOUND_SEED = 233;

/**
 * The goals of a catalogue in their published order. The order depends on nothing but their number;
 * their price bounds are fixed by `boundSeed`.
 */
export function makeGoals(
  source: GoalSource,
  kind: GoalKind,
  { boundSeed = USUAL_BOUND_SEED }: { readonly boundSeed?: number | undefined } = {},
): readonly Goal[] {
  const make = kind === 'human' ? humanGoals : syntheticGoals;
  const goals = make(source, new PythonRandom(boundSeed));
  new PythonRandom(ORDER_SEED).shuffle(goals);
  return goals;
}
