import { remembered } from '../../core/remembered.ts';
import { hashWord } from './hashed-words.ts';

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;
const PRICE = /[$€£¥]\s?(\d[\d,]*(?:\.\d+)?)/g;

/** The same for plain text, found several times as fast. */
const ASCII_WORD = /[a-z0-9]+(?:[.'][a-z0-9]+)*/g;
const NOT_ASCII = /[^\0-\x7f]/;

/** Words that are kept: so that equal words of many pages are one string, and stemmed once. */
const RECENT_WORDS = 16_384;

/**
 * A text as features see it. Words are in lower case and without a plural's ending.
 *
 * Of most pages only the set of words is asked for: it alone is made at once, and what else takes
 * time or room is found out when it is asked for, once.
 */
export class Reading {
  readonly wordSet: ReadonlySet<string>;
  readonly #text: string;
  #words: readonly string[] | undefined;
  #pairs: ReadonlySet<string> | undefined;
  #numbers: ReadonlySet<number> | undefined;
  #prices: readonly number[] | undefined;
  #counts: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.#text = text;
    this.wordSet = new Set(wordsOf(text));
  }

  /** In order, with repetitions. */
  get words(): readonly string[] {
    return (this.#words ??= wordsOf(this.#text));
  }

  /** Neighbouring words, joined by a blank. */
  get pairs(): ReadonlySet<string> {
    const { words } = this;
    return (this.#pairs ??= new Set(words.slice(1).map((word, at) => `${words[at]!} ${word}`)));
  }

  get numbers(): ReadonlySet<number> {
    return (this.#numbers ??= new Set([...this.wordSet].filter(isNumber).map(Number)));
  }

  /** Numbers that follow a sign of currency. */
  get prices(): readonly number[] {
    return (this.#prices ??= Array.from(this.#text.matchAll(PRICE), ([, digits]) =>
      amountOf(digits!),
    ));
  }

  /** Hash and damped count of each word. */
  get counts(): ReadonlyMap<number, number> {
    return (this.#counts ??= countsOf(this.words));
  }
}

/** A part of a text that is as long as this keeps all of the text in V8's memory. */
const LONG = 13;

const shortStem = remembered(stem, RECENT_WORDS);
const stemOf = (word: string): string => (word.length < LONG ? shortStem(word) : stem(word));

function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  return (lower.match(NOT_ASCII.test(lower) ? WORD : ASCII_WORD) ?? []).map(stemOf);
}

function countsOf(words: readonly string[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) {
    const hash = hashWord(word);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  for (const [hash, count] of counts) counts.set(hash, Math.log1p(count));
  return counts;
}

function isNumber(word: string): boolean {
  const first = word.charCodeAt(0);
  return first >= 48 && first <= 57 && Number.isFinite(Number(word));
}

/** "1,299.00" is 1299. */
export function amountOf(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

/** Enough to let "women's shoes" and "woman's shoe" nearly meet, and no two meanings fall together. */
function stem(word: string): string {
  if (!word.endsWith('s')) return word;
  const bare = /['’]s$/.test(word) ? word.slice(0, -2) : word;
  const isPlural = bare.length > 3 && bare.endsWith('s') && !/(?:ss|us|is|\ds)$/.test(bare);
  return isPlural ? bare.slice(0, -1) : bare;
}
