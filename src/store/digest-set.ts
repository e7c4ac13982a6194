import { hash } from 'node:crypto';

/** A hash of 64 bits, in two numbers. */
const WORDS = 2;
const LEAST_SLOTS = 1024;

/** Fuller than that, the table doubles. */
const MOST_LOAD = 0.6;

/**
 * Which texts were there before, in 14 to 27 bytes for each, however long they are. It keeps 64 bits
 * of a SHA-256: among a million texts two are taken for one with a probability of 3 in 100 million.
 */
export class DigestSet {
  /** Open addressing; a slot of zeros is free. */
  #table = new Uint32Array(WORDS * LEAST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(text: string): boolean {
    const [low, high] = hashOf(text);
    return this.#isAt(this.#slotFor(low, high), low, high);
  }

  /** Whether it was new. */
  add(text: string): boolean {
    const [low, high] = hashOf(text);
    const slot = this.#slotFor(low, high);
    if (this.#isAt(slot, low, high)) return false;
    this.#table[slot] = low;
    this.#table[slot + 1] = high;
    this.#size += 1;
    if (this.#size * WORDS > MOST_LOAD * this.#table.length) this.#grow();
    return true;
  }

  /** Where the hash is, or would be. */
  #slotFor(low: number, high: number): number {
    const slots = this.#table.length / WORDS;
    let slot = low % slots;
    for (;;) {
      const place = WORDS * slot;
      if (this.#isAt(place, low, high) || this.#isAt(place, 0, 0)) return place;
      slot = (slot + 1) % slots;
    }
  }

  #isAt(place: number, low: number, high: number): boolean {
    return this.#table[place] === low && this.#table[place + 1] === high;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(2 * old.length);
    for (let place = 0; place < old.length; place += WORDS) {
      const [low, high] = [old[place]!, old[place + 1]!];
      if (low === 0 && high === 0) continue;
      const slot = this.#slotFor(low, high);
      this.#table[slot] = low;
      this.#table[slot + 1] = high;
    }
  }
}

function hashOf(text: string): readonly [number, number] {
  const bytes = hash('sha256', text, 'buffer');
  // Never zero, which marks a free slot.
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4) || 1];
}
