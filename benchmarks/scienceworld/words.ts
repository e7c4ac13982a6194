const STOP_WORDS = new Set(
  `a an and are at be by first for from if in into is it its located of on or place take task that the
  then this to use when which will with you your next after before around`.split(/\s+/),
);

/** The words of a text that carry meaning, in lower case and without endings of the plural. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.replace(/(?<=...)s$/, ''));
}

/** The part of the words that is among others; 0 for none. */
export function shareOf(words: readonly string[], others: ReadonlySet<string>): number {
  if (words.length === 0) return 0;
  return words.filter((word) => others.has(word)).length / words.length;
}
