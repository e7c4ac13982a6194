import type { Edit } from '../../../src/core/hindsight.ts';
import type { Rng } from '../../../src/core/rng.ts';
import type { Step, Trajectory } from '../../../src/core/trajectory.ts';
import { BOX_COLORS } from '../stock/objects.ts';
import { means, readAction } from '../reading/action.ts';
import { sortOf } from '../reading/knowledge.ts';
import { readScene } from '../reading/scene.ts';

/** Other things of the same sort that are focused on, each in an edit of its own. */
const MOST_ALIKE = 4;

/** The same work without what only looked or came to nothing. */
export function straightened({ steps, final }: Trajectory): Edit {
  const actions = steps
    .filter((_, index) => {
      const { said } = readScene(steps[index + 1]?.observation.text ?? final.text);
      return said.startsWith('You ')
        ? !/^You (?:look|think|had better|are in)/.test(said)
        : isReading(said);
    })
    .map(({ action }) => action);
  return { kind: 'straightened', actions };
}

function isReading(said: string): boolean {
  return said.includes(' reads ');
}

/** The same work with one thing done otherwise, left out, or done at another time. */
export function brokenWork({ steps }: Trajectory, rng: Rng): Edit[] {
  const work = steps.at(-1)?.action === 'finish' ? steps.slice(0, -1) : steps;
  if (work.length < 2) return [];
  return [
    stoppedEarly(work, rng),
    skippedStep(work, rng),
    ...skippedKind(work, rng),
    ...otherFocus(work, rng),
    ...lateFocus(work, rng),
    ...otherBox(work, rng),
  ];
}

function finished(kind: string, actions: readonly string[]): Edit {
  return { kind, actions: [...actions, 'finish'] };
}

function actionsOf(steps: readonly Step[]): string[] {
  return steps.map(({ action }) => action);
}

function stoppedEarly(work: readonly Step[], rng: Rng): Edit {
  return finished('stopped-early', actionsOf(work.slice(0, 1 + rng.integer(work.length - 1))));
}

function skippedStep(work: readonly Step[], rng: Rng): Edit {
  return finished('skipped-step', actionsOf(work).toSpliced(rng.integer(work.length), 1));
}

/** Without one of the things that matter most: focusing, waiting, measuring, connecting, switching. */
function skippedKind(work: readonly Step[], rng: Rng): Edit[] {
  const verbs = ['focus on', 'wait', 'use', 'connect', 'activate', 'mix'] as const;
  const used = verbs.filter((verb) => work.some(({ action }) => readAction(action).verb === verb));
  if (used.length === 0) return [];
  const left = rng.pick(used);
  const actions = actionsOf(work).filter((action) => readAction(action).verb !== left);
  return [finished(`without-${left.replace(' on', '')}`, actions)];
}

/**
 * Something else in sight is focused on. Who errs takes one animal for another, or one liquid, so that
 * most are of the same sort.
 */
function otherFocus(work: readonly Step[], rng: Rng): Edit[] {
  const at = pickFocus(work, rng);
  if (at === undefined) return [];
  const { action, observation } = work[at]!;
  const { name } = readAction(action);
  const { things } = readScene(observation.text).view;
  const meant = things.find((thing) => means(name, thing.name));
  const others = rng.shuffle(things.filter((thing) => thing.name !== meant?.name));
  const alike = others.filter((thing) => meant !== undefined && sortOf(thing) === sortOf(meant));
  const chosen = new Set([...alike.slice(0, MOST_ALIKE), ...others.slice(0, 1)]);
  return [...chosen].map((thing) =>
    finished('other-focus', actionsOf(work).with(at, `focus on ${thing.name}`)),
  );
}

/** The focus comes after the work. */
function lateFocus(work: readonly Step[], rng: Rng): Edit[] {
  const at = pickFocus(work, rng);
  if (at === undefined || at === work.length - 1) return [];
  const actions = actionsOf(work);
  const later = at + 1 + rng.integer(work.length - at - 1);
  return [finished('late-focus', actions.toSpliced(later + 1, 0, actions[at]!).toSpliced(at, 1))];
}

/** Another box is taken for the answer. */
function otherBox(work: readonly Step[], rng: Rng): Edit[] {
  const boxes = BOX_COLORS.map((color) => `${color} box`);
  const at = work.findLastIndex(({ action }) => boxes.some((box) => action.endsWith(box)));
  if (at < 0) return [];
  const { action } = work[at]!;
  const box = boxes.find((each) => action.endsWith(each))!;
  const other = rng.pick(boxes.filter((each) => each !== box));
  const changed = `${action.slice(0, -box.length)}${other}`;
  return [finished('other-box', actionsOf(work).with(at, changed))];
}

function pickFocus(work: readonly Step[], rng: Rng): number | undefined {
  const focuses = work.flatMap(({ action }, index) =>
    readAction(action).verb === 'focus on' ? [index] : [],
  );
  return focuses.length === 0 ? undefined : rng.pick(focuses);
}
