/**
 * Lucene keeps the length of a document in one byte: exact below 40, above that rounded down to
 * four significant bits (`SmallFloat.intToByte4`).
 */
const EXACT = 24;

export function encodeLength(length: number): number {
  if (length < EXACT) return length;
  const rest = length - EXACT;
  const shift = 28 - Math.clz32(rest);
  if (shift < 0) return EXACT + rest;
  return EXACT + (((shift + 1) << 3) | ((rest >>> shift) & 7));
}

export function decodeLength(byte: number): number {
  if (byte < EXACT) return byte;
  const code = byte - EXACT;
  const shift = (code >> 3) - 1;
  return EXACT + (shift < 0 ? code : ((code & 7) | 8) * 2 ** shift);
}
