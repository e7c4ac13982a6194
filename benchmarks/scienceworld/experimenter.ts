import { createSoftmaxPolicy } from '../../agents/softmax.ts';
import type { Policy, PolicyContext } from '../../src/core/policy.ts';
import { contentWords, shareOf } from './words.ts';

/**
 * What the experimenter likes, in units of preference: one more is e times as likely at temperature 1.
 * Rules of thumb, not fitted to any task.
 */
const LIKES = {
  /** For an action whose words are all in the task, against one with none of them. */
  coverage: 4,
  /** For each time that the action was taken already. */
  again: -1.5,
  /** For an action that showed nothing new when it was taken last. */
  inVain: -3,
  /** For looking around in a place that was not seen yet. */
  newPlace: 5,
  /** Only what the task is about is worth the focus: a wrong one ends it. */
  idleFocus: -4,
} as const;

/**
 * How much kinds of actions are liked, each as a whole: that there are many ways to pour says nothing
 * for pouring.
 */
const KINDS: readonly (readonly [start: string, preference: number])[] = [
  ['focus on', 1],
  ['move', -1],
  ['pour', -1],
  ['use', 0.5],
  ['connect', 0],
  ['go to', 0],
  ['teleport', -0.5],
  ['open', 0.5],
  ['close', -3],
  ['pick up', 0],
  ['put down', -2],
  ['look at', -1],
  ['look in', -0.5],
  ['inventory', -2],
  ['wait1', -2.5],
  ['wait', -2],
];

/**
 * The embedded policy: it compares the words of the actions with those of the task, avoids what it
 * has done already, and looks around where it is new. It knows nothing of science.
 */
export function createExperimenter(): Policy {
  return createSoftmaxPolicy({ name: 'experimenter', preference: likeAnExperimenter });
}

export function likeAnExperimenter(context: PolicyContext, actions: readonly string[]): number[] {
  const { intent, steps, observation } = context;
  const wanted = new Set(contentWords(intent));
  const taken = new Map<string, number>();
  const vain = new Set<string>();
  steps.forEach(({ action, observation: { text: before } }, index) => {
    taken.set(action, (taken.get(action) ?? 0) + 1);
    const { text: after } = steps[index + 1]?.observation ?? observation;
    if (after === before || after.startsWith('No known action')) vain.add(action);
  });
  const kinds = actions.map((action) => KINDS.find(([start]) => action.startsWith(start)));
  const sizes = new Map<unknown, number>();
  for (const kind of kinds) sizes.set(kind, (sizes.get(kind) ?? 0) + 1);
  const hasArrived = /^You (?:move|teleport) to the /.test(observation.text);
  return actions.map((action, index) => {
    const kind = kinds[index];
    const coverage = shareOf(contentWords(action).slice(1), wanted);
    return (
      (kind?.[1] ?? 0) -
      Math.log(sizes.get(kind)!) +
      LIKES.coverage * coverage +
      LIKES.again * (taken.get(action) ?? 0) +
      (vain.has(action) ? LIKES.inVain : 0) +
      (action === 'look around' && hasArrived ? LIKES.newPlace : 0) +
      (action.startsWith('focus on') && coverage < 1 ? LIKES.idleFocus : 0)
    );
  });
}
