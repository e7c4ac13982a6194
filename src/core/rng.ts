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
  return new Sfc32(absorb([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef], String(seed)));
}

/** sfc32 (C. Doty-Humphrey, PractRand): 128 bits of state, passes PractRand and BigCrush. */
class Sfc32 implements Rng {
  readonly #origin: Key;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(key: Key) {
    this.#origin = key;
    [this.#a, this.#b, this.#c, this.#counter] = key;
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.#bits();
  }

  next(): number {
    return this.#bits() / 0x1_0000_0000;
  }

  integer(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Nothing to pick from');
    return items[this.integer(items.length)]!;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last -= 1) {
      const other = this.integer(last + 1);
      [result[last], result[other]] = [result[other]!, result[last]!];
    }
    return result;
  }

  fork(label: string | number): Rng {
    return new Sfc32(absorb(this.#origin, String(label)));
  }

  #bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
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
