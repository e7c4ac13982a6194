/** A text as features see it. Words are in lower case and without a plural's ending. */
export interface Reading {
  /** In order, with repetitions. */
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
  /** Neighbouring words, joined by a blank. */
  readonly pairs: () => ReadonlySet<string>;
  readonly numbers: () => ReadonlySet<number>;
  /** Numbers that follow a sign of currency. */
  readonly prices: () => readonly number[];
}

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;
const PRICE = /[$€£¥]\s?(\d[\d,]*(?:\.\d+)?)/g;

/** The same for plain text, found several times as fast. */
const ASCII_WORD = /[a-z0-9]+(?:[.'][a-z0-9]+)*/g;
const NOT_ASCII = /[^\0-\x7f]/;

export function readText(text: string): Reading {
  const lower = text.toLowerCase();
  const words = (lower.match(NOT_ASCII.test(lower) ? WORD : ASCII_WORD) ?? []).map(stem);
  return {
    words,
    wordSet: new Set(words),
    pairs: onDemand(() => new Set(words.slice(1).map((word, at) => `${words[at]!} ${word}`))),
    numbers: onDemand(() => new Set(words.filter(isNumber).map(Number))),
    prices: onDemand(() => Array.from(text.matchAll(PRICE), ([, digits]) => amountOf(digits!))),
  };
}

/** Few pages are asked for all: what takes time is found out when it is asked for, once. */
export function onDemand<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
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
