/**
 * A seeded source of randomness, passed as an argument to whoever needs it. Whoever receives one
 * consumes it; to give randomness to a part without tying it to the order of the others, `fork`.
 */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, bound); `bound` from 1 to 2^32. */
  integer(bound: number): number;
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
  /**
   * An independent generator. It depends on this generator's origin and the label only, never on
   * how many numbers were drawn: forks may be made in any order.
   */
  fork(label: string | number): Rng;
}

type Key = readonly [number, number, number, number];

export function createRng(seed: number | string): Rng {
  return generator(absorb([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef], String(seed)));
}

/** sfc32 (C. Doty-Humphrey, PractRand): 128 bits of state, passes PractRand and BigCrush. */
function generator(key: Key): Rng {
  let [a, b, c, counter] = key;
  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) bits();
  const next = (): number => bits() / 0x1_0000_0000;
  const integer = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    integer,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[integer(items.length)]!;
    },
    shuffle: (items) => {
      const result = [...items];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = integer(last + 1);
        [result[last], result[other]] = [result[other]!, result[last]!];
      }
      return result;
    },
    fork: (label) => generator(absorb(key, String(label))),
  };
}

/** Mixes a text into a key, with the rounds of MurmurHash3 on four lanes. */
function absorb(key: Key, text: string): Key {
  const lanes = [...key];
  for (let index = 0; index <= text.length; index += 1) {
    // The length closes the text, so that ("ab", "c") and ("a", "bc") differ.
    const code = index < text.length ? text.charCodeAt(index) : 0x10000 + text.length;
    for (let lane = 0; lane < 4; lane += 1) {
      const mixed = Math.imul(lanes[lane]! ^ code, 0xcc9e2d51 + 2 * lane);
      lanes[lane] = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593) ^ lanes[(lane + 1) % 4]!;
    }
  }
  return lanes.map(finalize) as unknown as Key;
}

function finalize(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
