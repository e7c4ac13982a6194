/** FNV-1a of 32 bits, over UTF-16 code units. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Adds an amount to the bucket of a word in a role. The sign follows the hash too, so that words
 * that share a bucket cancel out on average (Weinberger et al. 2009, "Feature hashing for large
 * scale multitask learning").
 *
 * @param hash of the word, see `hashWord`
 * @param role tells equal words apart that stand for different things
 */
export function addHashed(buckets: Float64Array, hash: number, role: number, amount: number): void {
  // The last rounds of MurmurHash3: FNV's low bits alone are too regular.
  let mixed = hash ^ Math.imul(role + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  const bucket = (mixed >>> 1) % buckets.length;
  buckets[bucket] = buckets[bucket]! + ((mixed & 1) === 0 ? amount : -amount);
}
