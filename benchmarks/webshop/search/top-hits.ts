/** One found document. */
export interface Hit {
  /** Its place in the order of the data. */
  readonly position: number;
  /** The sum of its terms' scores, a 32-bit float as Lucene has it. */
  readonly score: number;
}

/** Keeps the best of many hits: a heap whose root is the worst that is kept. */
export class TopHits {
  readonly #limit: number;
  readonly #comesFirst: (a: number, b: number) => boolean;
  readonly #heap: Hit[] = [];

  /** @param comesFirst which of two positions comes first if their scores are equal. */
  constructor(limit: number, comesFirst: (a: number, b: number) => boolean) {
    this.#limit = limit;
    this.#comesFirst = comesFirst;
  }

  /** A hit with a lower score will not be kept. */
  get threshold(): number {
    return this.#heap.length < this.#limit ? 0 : this.#heap[0]!.score;
  }

  add(position: number, score: number): void {
    const hit = { position, score };
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(hit);
      this.#rise(heap.length - 1);
    } else if (this.#limit > 0 && score >= heap[0]!.score && this.#isBetter(hit, heap[0]!)) {
      heap[0] = hit;
      this.#sink();
    }
  }

  /** Best first. */
  ranking(): Hit[] {
    return this.#heap.toSorted((a, b) => (this.#isBetter(a, b) ? -1 : 1));
  }

  #isBetter(a: Hit, b: Hit): boolean {
    return a.score > b.score || (a.score === b.score && this.#comesFirst(a.position, b.position));
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#isBetter(heap[parent]!, heap[child]!)) return;
      [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
      child = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let parent = 0; ;) {
      let worst = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && this.#isBetter(heap[worst]!, heap[child]!)) worst = child;
      }
      if (worst === parent) return;
      [heap[parent], heap[worst]] = [heap[worst]!, heap[parent]!];
      parent = worst;
    }
  }
}
