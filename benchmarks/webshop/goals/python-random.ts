const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

/** `sample` takes this many items at most: for more, Python changes its method. */
const LARGEST_POOL = 21;

/**
 * The random numbers of Python's `random` module for a whole-number seed: the Mersenne Twister
 * MT19937 (Matsumoto and Nishimura, 1998), with Python's ways to draw from it. Published goal
 * numbers depend on them.
 */
export class PythonRandom {
  readonly #state: Uint32Array;
  #next = STATE_WORDS;

  /** @param seed from 0 to 2^32 - 1. */
  constructor(seed: number) {
    if (seed >>> 0 !== seed) throw new RangeError(`Not a seed from 0 to 2^32 - 1: ${seed}`);
    this.#state = initialState(seed);
  }

  /** Uniform in [0, 1), 53 bits. */
  random(): number {
    const high = this.#bits(27);
    const low = this.#bits(26);
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** Uniform whole number in [0, bound); `bound` from 1 to 2^31. */
  below(bound: number): number {
    const width = 32 - Math.clz32(bound);
    let drawn = this.#bits(width);
    while (drawn >= bound) drawn = this.#bits(width);
    return drawn;
  }

  /** In place, as Python does. */
  shuffle(items: unknown[]): void {
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [items[last], items[other]] = [items[other], items[last]];
    }
  }

  /** Different items in the order drawn; from 21 items at most. */
  sample<T>(items: readonly T[], count: number): T[] {
    if (items.length > LARGEST_POOL || count > items.length) {
      throw new RangeError(`Cannot sample ${count} of ${items.length} items`);
    }
    const pool = [...items];
    return Array.from({ length: count }, (_, drawn) => {
      const last = items.length - drawn - 1;
      const index = this.below(last + 1);
      const item = pool[index]!;
      pool[index] = pool[last]!;
      return item;
    });
  }

  /** The upper `width` bits of the next word. */
  #bits(width: number): number {
    if (this.#next === STATE_WORDS) this.#twist();
    let word = this.#state[this.#next]!;
    this.#next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> (32 - width);
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < STATE_WORDS; index += 1) {
      const mixed = (state[index]! & 0x80000000) | (state[(index + 1) % STATE_WORDS]! & 0x7fffffff);
      const twisted = (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
      state[index] = state[(index + SHIFT_WORDS) % STATE_WORDS]! ^ twisted;
    }
    this.#next = 0;
  }
}

/** The generator's `init_by_array` with the seed as its one word. */
function initialState(seed: number): Uint32Array {
  const state = new Uint32Array(STATE_WORDS);
  state[0] = 19_650_218;
  for (let index = 1; index < STATE_WORDS; index += 1) {
    state[index] = Math.imul(1_812_433_253, scrambled(state, index)) + index;
  }
  let index = 1;
  const advance = (): void => {
    index += 1;
    if (index < STATE_WORDS) return;
    state[0] = state[STATE_WORDS - 1]!;
    index = 1;
  };
  for (let round = 0; round < STATE_WORDS; round += 1) {
    state[index] = (state[index]! ^ Math.imul(scrambled(state, index), 1_664_525)) + seed;
    advance();
  }
  for (let round = 1; round < STATE_WORDS; round += 1) {
    state[index] = (state[index]! ^ Math.imul(scrambled(state, index), 1_566_083_941)) - index;
    advance();
  }
  state[0] = 0x80000000;
  return state;
}

function scrambled(state: Uint32Array, index: number): number {
  const before = state[index - 1]!;
  return before ^ (before >>> 30);
}
