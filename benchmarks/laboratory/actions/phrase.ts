import { remembered } from '../../../src/core/remembered.ts';
import { LONE_VERBS, PAIR_VERBS, SINGLE_VERBS } from './command.ts';
import type { DoorCommand, LoneVerb, PairVerb, SingleVerb } from './command.ts';

/** What an action says, before it is known which things its names mean. */
export type Phrase =
  | { readonly kind: 'lone'; readonly verb: LoneVerb }
  | { readonly kind: 'room'; readonly verb: DoorCommand['verb']; readonly room: string }
  | { readonly kind: 'single'; readonly verb: SingleVerb; readonly name: string }
  | {
      readonly kind: 'pair';
      readonly verb: PairVerb;
      readonly name: string;
      readonly other: string;
    };

const LONE_WORDS: ReadonlyMap<string, LoneVerb> = new Map<string, LoneVerb>([
  ...LONE_VERBS.map((verb) => [verb, verb] as const),
  ['look', 'look around'],
  ['done', 'finish'],
]);

/** Longer beginnings before shorter ones. */
const SINGLE_WORDS: readonly (readonly [words: string, verb: SingleVerb])[] = [
  ...SINGLE_VERBS.map((verb) => [verb, verb] as const),
  ['look on', 'look in'],
  ['look inside', 'look in'],
  ['examine', 'look at'],
  ['turn on', 'activate'],
  ['turn off', 'deactivate'],
  ['take', 'pick up'],
  ['get', 'pick up'],
  ['drop', 'put down'],
  ['focus', 'focus on'],
];

const ROOM_WORDS: readonly (readonly [words: string, verb: DoorCommand['verb']])[] = [
  ['open door to', 'open door to'],
  ['open the door to', 'open door to'],
  ['close door to', 'close door to'],
  ['close the door to', 'close door to'],
  ['go to', 'go to'],
  ['go', 'go to'],
];

const BETWEEN: Readonly<Record<PairVerb, readonly string[]>> = {
  move: ['to', 'into', 'in', 'onto', 'on'],
  pour: ['into', 'in', 'to'],
  dunk: ['in', 'into'],
  use: ['on', 'with'],
  connect: ['to', 'and', 'with'],
};

const PAIR_WORDS: readonly (readonly [words: string, verb: PairVerb])[] = [
  ...(Object.keys(PAIR_VERBS) as PairVerb[]).map((verb) => [verb, verb] as const),
  ['put', 'move'],
];

/** The longest action that is looked at, in characters: names are short. */
const LONGEST = 200;

/**
 * Every way to read a text as an action, the likeliest first; none for a text that has the form of no
 * action. Letter case, articles and spaces do not matter.
 */
export function readPhrases(text: string): readonly Phrase[] {
  return text.length > LONGEST ? [] : readWords(text);
}

/** A search takes the same actions again and again. */
const readWords: (text: string) => readonly Phrase[] = remembered(parseWords, 20_000);

function parseWords(text: string): readonly Phrase[] {
  const words = plain(text);
  const lone = LONE_WORDS.get(words);
  if (lone !== undefined) return [{ kind: 'lone', verb: lone }];
  return [
    ...startingWith(ROOM_WORDS, words).map(([verb, room]): Phrase => ({
      kind: 'room',
      verb,
      room,
    })),
    ...startingWith(PAIR_WORDS, words).flatMap(([verb, rest]) => splitPairs(verb, rest)),
    ...startingWith(SINGLE_WORDS, words).map(([verb, name]): Phrase => ({
      kind: 'single',
      verb,
      name,
    })),
  ];
}

/** A text or a name as they are compared. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(?:the|an?) (?=[a-z])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function startingWith<V>(table: readonly (readonly [string, V])[], words: string): [V, string][] {
  const found: [V, string][] = [];
  for (const [start, verb] of table) {
    if (!words.startsWith(start) || words[start.length] !== ' ') continue;
    found.push([verb, words.slice(start.length + 1)]);
  }
  return found;
}

/** A name may hold a word such as "in" itself, so every place to split at counts. */
function splitPairs(verb: PairVerb, rest: string): Phrase[] {
  const words = rest.split(' ');
  const phrases: Phrase[] = [];
  for (let at = words.length - 2; at > 0; at -= 1) {
    if (!BETWEEN[verb].includes(words[at]!)) continue;
    const name = words.slice(0, at).join(' ');
    phrases.push({ kind: 'pair', verb, name, other: words.slice(at + 1).join(' ') });
  }
  return phrases;
}
