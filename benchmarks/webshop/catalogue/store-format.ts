/**
 * A store of products is one file: a line of JSON for each product; blanks up to a multiple of 8
 * bytes; where each line starts and the last one ends, as 64-bit floats; a sorted 64-bit key for
 * each product; and a trailer of the number of products and the place of the first float, both as
 * 64-bit floats, and the magic text. All numbers are little-endian.
 */
export const MAGIC = 'armap products 1';

export const TRAILER_BYTES = 16 + MAGIC.length;

/** The name of the store in a folder that holds an index. */
export const PRODUCT_STORE_FILE = 'products.store';

/** The hash of an asin above the position of its product. */
export function asinKey(asin: string, position: number): bigint {
  return (BigInt(hash(asin)) << 32n) | BigInt(position);
}

export function positionOfKey(key: bigint): number {
  return Number(key & 0xffff_ffffn);
}

/** Whether the asins of two keys have the same hash. */
export function sameAsinKey(a: bigint, b: bigint): boolean {
  return a >> 32n === b >> 32n;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
