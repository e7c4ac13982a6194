import { createSoftmaxPolicy } from '../../../agents/softmax.ts';
import type { Policy, PolicyContext } from '../../../src/core/policy.ts';
import { readIntent } from '../goals/intent.ts';
import { readAction, type SaidAction } from '../reading/action.ts';
import { readStory } from '../reading/story.ts';
import { Errands } from './errands.ts';
import { urgesFor } from './plans/plan.ts';
import { likeOf, type Urge } from './urge.ts';

/** How little the student likes what it has no reason for. Lower is a better student. */
const IDLE = -2.6;

/** What is hard to take back, or ends the work, even less. */
const RASH: ReadonlySet<SaidAction['verb']> = new Set(['focus on', 'finish']);
const RASHNESS = -4.5;

/**
 * The embedded student: it has an idea how such an experiment goes, looks for what it needs, and
 * takes the next step that the pages suggest. It is distracted easily, forgets to focus in time, knows
 * no life spans, and guesses what it should test.
 */
export function createStudent(): Policy {
  return createSoftmaxPolicy({ name: 'student', preference: likeAStudent });
}

function likeAStudent(context: PolicyContext, actions: readonly string[]): number[] {
  const urges = urgesIn(context);
  return actions.map((text) => {
    const action = readAction(text);
    return likeOf(action, urges) ?? (RASH.has(action.verb) ? RASHNESS : IDLE);
  });
}

function urgesIn({ intent, steps, observation }: PolicyContext): Urge[] {
  const goal = readIntent(intent);
  const errands = new Errands(readStory(steps, observation.text));
  return goal === undefined ? errands.explore() : urgesFor(goal, errands);
}
