/** Values of a sketch: their agreement estimates the likeness of two texts to about 0.1. */
const SIZE = 48;

/** A word and its neighbour, so that order counts a little. */
const SHINGLE = 2;

/** What is left of a text to compare it with others: MinHash (Broder 1997) of its word pairs. */
export type Sketch = Uint32Array;

export function sketchOf(texts: Iterable<string>): Sketch {
  const sketch = new Uint32Array(SIZE).fill(0xffffffff);
  for (const text of texts) {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
    for (let start = 0; start < words.length; start += 1) {
      const hash = hashOf(words.slice(start, start + SHINGLE).join(' '));
      for (let place = 0; place < SIZE; place += 1) {
        const mixed = mix(hash ^ Math.imul(place + 1, 0x9e3779b1));
        if (mixed < sketch[place]!) sketch[place] = mixed;
      }
    }
  }
  return sketch;
}

/** An estimate of the share of word pairs that two texts have in common (Jaccard), 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  let equal = 0;
  for (let place = 0; place < SIZE; place += 1) if (a[place] === b[place]) equal += 1;
  return equal / SIZE;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
