/** Python's order of texts, which differs from the order of UTF-16 units beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return codePointFrom(a, index) - codePointFrom(b, index);
}

/** The code point that the unit at `index` belongs to; -1 at the end. */
function codePointFrom(text: string, index: number): number {
  const isSecondHalf = index > 0 && text.codePointAt(index - 1)! > 0xffff;
  return text.codePointAt(isSecondHalf ? index - 1 : index) ?? -1;
}
