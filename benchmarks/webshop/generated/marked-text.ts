/** Text in which a tilde stands before each noun: `Wireless ~Phone ~Charger for ~Men's ~Desk`. */
export type MarkedText = string;

export function plainText(marked: MarkedText): string {
  return marked.replaceAll('~', '');
}

/** Lower case, in order, with repetitions; a possessive counts without its ending. */
export function nounsOf(marked: MarkedText): readonly string[] {
  return Array.from(marked.matchAll(/~([\p{L}\p{N}]+)/gu), ([, noun]) => noun!.toLowerCase());
}
