/** Many strings as UTF-8 in one array, as they lie in a file. */
export class StringTable {
  readonly #bytes: Buffer;
  /** Where each string starts, and at the end where the last one ends. */
  readonly #starts: Uint32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = starts;
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  at(index: number): string {
    return this.#bytes.toString('utf8', this.#starts[index], this.#starts[index + 1]);
  }

  /** By the bytes of the strings, which is the order of their code points. */
  compare(a: number, b: number): number {
    const bytes = this.#bytes;
    const starts = this.#starts;
    return bytes.compare(bytes, starts[b], starts[b + 1], starts[a], starts[a + 1]);
  }

  /** Where `text` is in a table whose strings rise, compared as JavaScript does; else -1. */
  find(text: string): number {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const candidate = this.at(middle);
      if (candidate === text) return middle;
      if (candidate < text) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
