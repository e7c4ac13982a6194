/** Words as they are compared one by one: `x-large`, `3.5` and `men's` stay whole. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-.'’][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Whether `part` stands somewhere in `whole` without a gap. */
export function containsRun(whole: readonly string[], part: readonly string[]): boolean {
  if (part.length === 0) return false;
  return whole.some((_, start) => part.every((word, offset) => whole[start + offset] === word));
}
