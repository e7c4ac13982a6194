import type { Encoder } from '../../core/encoder.ts';
import { remembered } from '../../core/remembered.ts';
import type { Trajectory, TrajectoryEnd } from '../../core/trajectory.ts';
import { addHashed, hashWord } from './hashed-words.ts';
import { MATCHES, matchesOf, type Match } from './matches.ts';
import { Reading } from './reading.ts';

import { contentWords, readWish, type Wish } from './wish.ts';

export interface TextEncoderOptions {
  /**
   * For words and pairs of words by hash; 64 if absent, none where it is 0. More of them want more
   * than ten thousand pairs to learn from.
   */
  readonly buckets?: number | undefined;
}

/** Raised whenever equal trajectories would encode differently. */
const VERSION = 1;

const BUCKETS = 64;

/** Pages that are kept read at most: those of some thousand steps of a search. */
const RECENT_PAGES = 2048;
const RECENT_TEXTS = 8192;

const ENDS: readonly TrajectoryEnd[] = ['finished', 'pending', 'truncated', 'failed'];

/** What a hashed word stands for. A word that was asked for counts by where it was met. */
const ROLES = ['last page', 'page of decision', 'last action', 'action', 'asked', 'pair'] as const;
const ROLE = Object.fromEntries(ROLES.map((role, at) => [role, at])) as Record<
  (typeof ROLES)[number],
  number
>;
/** Where an asked word was met, from 0 to 7: one bit for the last page, any page, the actions. */
const PLACES = 8;

/**
 * Features of any text environment, without a model: how far the words, pairs, numbers and clauses
 * of the intent are met by the pages and the actions, and words by hash. The intent itself is cut
 * out of pages that repeat it. Pages are read once, as long as they are among the last thousand.
 */
export function createTextEncoder({ buckets = BUCKETS }: TextEncoderOptions = {}): Encoder {
  const wishOf = remembered(readWish, RECENT_PAGES);
  const pageOf = remembered(read, RECENT_PAGES);
  const actionOf = remembered(read, RECENT_TEXTS);
  const featureNames = [
    ...MATCHES,
    ...ENDS,
    ...Array.from({ length: buckets }, (_, bucket) => `words ${bucket}`),
  ];
  return {
    id: `text-${buckets}`,
    version: VERSION,
    featureNames,
    encode: (trajectory, out) => {
      const { intent, steps, final, end } = trajectory;
      const wish = wishOf(intent);
      const pages = [...steps.map(({ observation }) => observation), final].map(({ text }) =>
        pageOf(intent !== '' && text.includes(intent) ? text.replaceAll(intent, ' ') : text),
      );
      const actions = steps.map(({ action }) => actionOf(action));
      const matches = matchesOf({ wish, pages, actions, texts: textsOf(trajectory) });
      MATCHES.forEach((name: Match, at) => (out[at] = matches[name]));
      ENDS.forEach((name, at) => (out[MATCHES.length + at] = Number(name === end)));
      if (buckets === 0) return;
      const hashed = out.subarray(MATCHES.length + ENDS.length);
      hashed.fill(0);
      addWords(hashed, wish, pages, actions);
    },
  };
}

function read(text: string): Reading {
  return new Reading(text);
}

function textsOf({ steps, final }: Trajectory): string[] {
  return [...steps.map(({ observation }) => observation.text), final.text];
}

function addWords(
  buckets: Float64Array,
  wish: Wish,
  pages: readonly Reading[],
  actions: readonly Reading[],
): void {
  const addPage = (page: Reading | undefined, role: number) => {
    if (page === undefined) return;
    const counts = page.counts;
    const scale = 1 / Math.sqrt(counts.size + 1);
    for (const [hash, count] of counts) addHashed(buckets, hash, role, count * scale);
  };
  addPage(pages.at(-1), ROLE['last page']);
  addPage(pages.at(-2), ROLE['page of decision']);
  for (const action of actions) {
    for (const word of action.wordSet) addHashed(buckets, hashWord(word), ROLE.action, 0.25);
  }
  for (const word of contentWords(actions.at(-1) ?? { wordSet: new Set() })) {
    addHashed(buckets, hashWord(word), ROLE['last action'], 1);
  }
  const last = pages.at(-1)!;
  for (const word of wish.words) {
    const place =
      Number(last.wordSet.has(word)) +
      2 * Number(pages.some((page) => page.wordSet.has(word))) +
      4 * Number(actions.some((action) => action.wordSet.has(word)));
    addHashed(buckets, hashWord(word), ROLE.asked + PLACES * (place + 1), 0.5);
  }
  for (const pair of wish.pairs) {
    const isMet = pages.at(-1)!.pairs.has(pair) || (pages.at(-2)?.pairs.has(pair) ?? false);
    addHashed(buckets, hashWord(pair), ROLE.pair + PLACES * (Number(isMet) + 1), 0.5);
  }
}
