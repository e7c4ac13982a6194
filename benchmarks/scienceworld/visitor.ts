/**
 * A search with all its branches. Branches take simulators from each other, but from another search
 * only what it has left or does not use.
 */
export class Visitor {
  #environments = 0;

  /** Whether any of its environments is open. */
  get isHere(): boolean {
    return this.#environments > 0;
  }

  enter(): void {
    this.#environments += 1;
  }

  leave(): void {
    this.#environments -= 1;
  }
}
