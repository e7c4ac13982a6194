import type { Reading } from './reading.ts';
import { contentWords, type Clause, type Wish } from './wish.ts';

/** Shares are from 0 to 1; of nothing asked, 0. The page of decision is where the last action was taken. */
export const MATCHES = [
  'asked words on last page',
  'asked words on page of decision',
  'asked words on best page',
  'asked words on any page',
  'asked words in actions',
  'asked words in last action',
  'asked words nowhere',
  'asked pairs on last page',
  'asked pairs on page of decision',
  'asked pairs in actions',
  'asked numbers on last page',
  'asked numbers on page of decision',
  'asked numbers in actions',
  'clauses met on last page',
  'clauses met on page of decision',
  'clauses met in one action',
  'named values chosen',
  'named values offered and not chosen',
  'named values never offered',
  'last page is about what was asked',
  'page of decision is about what was asked',
  'last action is about what was asked',
  'action words not asked',
  'has bound',
  'cheapest within bound',
  'dearest within bound',
  'price to bound',
  'last page is new',
  'action changed nothing',
  'actions repeated',
  'pages come back to',
  'failure words on last page',
  'last page length',
  'steps',
] as const;

export type Match = (typeof MATCHES)[number];

export interface Walk {
  readonly wish: Wish;
  /** One more than there are actions. */
  readonly pages: readonly Reading[];
  readonly actions: readonly Reading[];
  /** The texts of the pages, as they were shown. */
  readonly texts: readonly string[];
}

const FAILURE =
  /\b(?:invalid|error|unknown|cannot|can't|failed|nothing happen(?:s|ed)|not found)\b/i;

/** How a walk lies to what was asked. */
export function matchesOf({ wish, pages, actions, texts }: Walk): Record<Match, number> {
  const last = pages.at(-1)!;
  const decision = pages.at(-2) ?? last;
  const lastAction = actions.at(-1);
  const acted = new Set(actions.flatMap(({ words }) => words));
  const actedPairs = new Set(actions.flatMap(({ pairs }) => [...pairs]));
  const actedNumbers = new Set(actions.flatMap(({ numbers }) => [...numbers]));
  const isSeen = (word: string): boolean => pages.some(({ wordSet }) => wordSet.has(word));
  const choices = choicesOf(wish, pages, actions);
  return {
    'asked words on last page': shareIn(wish.words, last.wordSet),
    'asked words on page of decision': shareIn(wish.words, decision.wordSet),
    'asked words on best page': Math.max(
      ...pages.map(({ wordSet }) => shareIn(wish.words, wordSet)),
    ),
    'asked words on any page': shareOf(wish.words, isSeen),
    'asked words in actions': shareIn(wish.words, acted),
    'asked words in last action': shareIn(wish.words, lastAction?.wordSet ?? acted),
    'asked words nowhere': shareOf(wish.words, (word) => !acted.has(word) && !isSeen(word)),
    'asked pairs on last page': shareIn(wish.pairs, last.pairs),
    'asked pairs on page of decision': shareIn(wish.pairs, decision.pairs),
    'asked pairs in actions': shareIn(wish.pairs, actedPairs),
    'asked numbers on last page': shareIn(wish.numbers, last.numbers),
    'asked numbers on page of decision': shareIn(wish.numbers, decision.numbers),
    'asked numbers in actions': shareIn(wish.numbers, actedNumbers),
    'clauses met on last page': shareOf(wish.clauses, (clause) => isOn(clause, last)),
    'clauses met on page of decision': shareOf(wish.clauses, (clause) => isOn(clause, decision)),
    'clauses met in one action': shareOf(wish.clauses, (clause) =>
      actions.some((action) => isOn(clause, action)),
    ),
    ...choices,
    'last page is about what was asked': aboutness(last, wish),
    'page of decision is about what was asked': aboutness(decision, wish),
    'last action is about what was asked': lastAction ? aboutness(lastAction, wish) : 0,
    'action words not asked': Math.log1p(
      [...acted].filter((word) => !wish.wordSet.has(word)).length,
    ),
    ...pricesOf(wish, last.prices.length > 0 ? last : decision),
    'last page is new': Number(texts.indexOf(texts.at(-1)!) === texts.length - 1),
    'action changed nothing': shareOf(
      [...texts.keys()].slice(1),
      (at) => texts[at] === texts[at - 1],
    ),
    'actions repeated': repeated(actions),
    'pages come back to': repeated(texts),
    'failure words on last page': Number(FAILURE.test(texts.at(-1)!)),
    'last page length': Math.log1p(last.words.length) / 10,
    steps: Math.log1p(actions.length) / 10,
  };
}

/** Whether the values that the intent names were chosen: an action whose argument is the value. */
function choicesOf(
  { clauses }: Wish,
  pages: readonly Reading[],
  actions: readonly Reading[],
): Pick<
  Record<Match, number>,
  'named values chosen' | 'named values offered and not chosen' | 'named values never offered'
> {
  const named = clauses.filter(({ isNamed }) => isNamed);
  const argumentsTaken = new Set(actions.map(({ words }) => words.slice(1).join(' ')));
  const isChosen = ({ value }: Clause): boolean => argumentsTaken.has(value);
  const isOffered = (clause: Clause): boolean => pages.some((page) => isOn(clause, page));
  return {
    'named values chosen': shareOf(named, isChosen),
    'named values offered and not chosen': shareOf(
      named,
      (clause) => !isChosen(clause) && isOffered(clause),
    ),
    'named values never offered': shareOf(
      named,
      (clause) => !isChosen(clause) && !isOffered(clause),
    ),
  };
}

function pricesOf(
  { least, most }: Wish,
  reading: Reading,
): Pick<
  Record<Match, number>,
  'has bound' | 'cheapest within bound' | 'dearest within bound' | 'price to bound'
> {
  const prices = reading.prices;
  const hasBound = most < Infinity || least > -Infinity;
  const isWithin = (price: number): number => Number(price >= least && price <= most);
  const compared = hasBound && prices.length > 0;
  const cheapest = Math.min(...prices);
  return {
    'has bound': Number(hasBound),
    'cheapest within bound': compared ? isWithin(cheapest) : 0,
    'dearest within bound': compared ? isWithin(Math.max(...prices)) : 0,
    'price to bound':
      compared && most < Infinity
        ? Math.max(-3, Math.min(3, Math.log((cheapest + 1) / (most + 1))))
        : 0,
  };
}

function isOn({ words }: Clause, { wordSet }: Reading): boolean {
  return words.every((word) => wordSet.has(word));
}

/** The share of what a text says that was asked for. */
function aboutness(reading: Reading, { wordSet }: Wish): number {
  return shareOf(contentWords(reading), (word) => wordSet.has(word));
}

function repeated(entries: readonly unknown[]): number {
  return entries.length === 0 ? 0 : 1 - new Set(entries).size / entries.length;
}

function shareIn<T>(wanted: readonly T[], found: ReadonlySet<T>): number {
  return shareOf(wanted, (each) => found.has(each));
}

function shareOf<T>(all: readonly T[], holds: (each: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length;
}
