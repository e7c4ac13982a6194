/** A text as features see it. Words are in lower case and without a plural's ending. */
export interface Reading {
  /** In order, with repetitions. */
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
  /** Neighbouring words, joined by a blank. */
  readonly pairs: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  /** Numbers that follow a sign of currency. */
  readonly prices: readonly number[];
}

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;
const PRICE = /[$€£¥]\s?(\d[\d,]*(?:\.\d+)?)/g;

export function readText(text: string): Reading {
  const words = (text.toLowerCase().match(WORD) ?? []).map(stem);
  const pairs = new Set<string>();
  for (let at = 1; at < words.length; at += 1) pairs.add(`${words[at - 1]!} ${words[at]!}`);
  const wordSet = new Set(words);
  const numbers = new Set<number>();
  for (const word of wordSet) {
    const first = word.charCodeAt(0);
    if (first < 48 || first > 57) continue;
    const value = Number(word);
    if (Number.isFinite(value)) numbers.add(value);
  }
  const prices = Array.from(text.matchAll(PRICE), ([, digits]) => amountOf(digits!));
  return { words, wordSet, pairs, numbers, prices };
}

/** "1,299.00" is 1299. */
export function amountOf(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

/** Enough to let "women's shoes" and "woman's shoe" nearly meet, and no two meanings fall together. */
function stem(word: string): string {
  const bare = /['’]s$/.test(word) ? word.slice(0, -2) : word;
  const isPlural = bare.length > 3 && bare.endsWith('s') && !/(?:ss|us|is|\ds)$/.test(bare);
  return isPlural ? bare.slice(0, -1) : bare;
}
