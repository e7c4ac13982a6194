import type { Encoder } from '../../src/core/encoder.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { contentWords, shareOf } from './words.ts';

/** Kinds of actions by their first words; what is none of them counts as `other`. */
const KINDS = [
  'focus',
  'look',
  'go',
  'teleport',
  'open',
  'pick',
  'move',
  'pour',
  'mix',
  'use',
  'activate',
  'connect',
  'wait',
] as const;

const FEATURES = [
  'actions',
  'intentInPages',
  'intentInActions',
  'intentInFocus',
  'focusInIntent',
  'lastInIntent',
  'refused',
  'ambiguous',
  'repeated',
  'places',
  'finished',
  ...KINDS.map((kind) => `share:${kind}`),
];

/**
 * The words of the task held against those of the actions and pages, and what kinds of actions were
 * taken. Generic: it says nothing of what the actions did.
 */
export const encoder: Encoder = {
  id: 'scienceworld',
  version: 1,
  get featureNames() {
    return FEATURES;
  },
  encode: (trajectory, out) => {
    out.set(describe(trajectory));
  },
};

function describe({ intent, steps, final, end }: Trajectory): number[] {
  const wanted = contentWords(intent);
  const wantedSet = new Set(wanted);
  const actions = steps.map(({ action }) => action);
  const answers = [...steps.slice(1).map(({ observation }) => observation.text), final.text];
  const focused = actions.filter((action) => /^focus/i.test(action)).map(argumentOf);
  const per = (count: number) => (steps.length === 0 ? 0 : count / steps.length);
  const kinds = actions.map((action) => action.split(' ', 1)[0]!.toLowerCase());
  return [
    Math.log1p(steps.length),
    shareOf(wanted, new Set(contentWords(answers.join('\n')))),
    shareOf(wanted, new Set(contentWords(actions.join('\n')))),
    shareOf(wanted, new Set(contentWords(focused.join('\n')))),
    shareOf(contentWords(focused.join('\n')), wantedSet),
    shareOf(contentWords(argumentOf(actions.at(-1) ?? '')), wantedSet),
    per(answers.filter((text) => /^(?:No known action|Unknown action)/.test(text)).length),
    per(answers.filter((text) => text.startsWith('Ambiguous request')).length),
    per(actions.length - new Set(actions).size),
    new Set(answers.flatMap((text) => /^You (?:move|teleport) to the .+/.exec(text) ?? [])).size,
    Number(end === 'finished'),
    ...KINDS.map((kind) => per(kinds.filter((each) => each.startsWith(kind)).length)),
  ];
}

function argumentOf(action: string): string {
  return action.split(' ').slice(1).join(' ');
}
