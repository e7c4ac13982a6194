const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Cuts the bytes of one JSON array or object into the texts of its members, without parsing them:
 * what lies between brackets and commas of the outermost level. It looks at quotes, brackets and
 * commas alone, so a member may still be bad JSON.
 */
export class JsonSplitter {
  #depth = 0;
  #inString = false;
  /** Whether an odd number of backslashes ended the previous chunk inside a string. */
  #escapesNext = false;
  /** The member under way, as far as it lies in earlier chunks. */
  #begun: Buffer[] = [];
  #state: 'before' | 'inside' | 'after' = 'before';

  /** Whether the outermost bracket was seen, and whether it was closed. */
  get state(): 'before' | 'inside' | 'after' {
    return this.#state;
  }

  /** Bytes held of a member whose end has not come. */
  get pending(): number {
    return this.#begun.reduce((sum, { length }) => sum + length, 0);
  }

  /** The texts of the members that end in this chunk. */
  push(chunk: Buffer): string[] {
    const members: string[] = [];
    let start = 0;
    let at = 0;
    while (at < chunk.length && this.#state !== 'after') {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      const byte = chunk[at]!;
      at += 1;
      if (byte === QUOTE) {
        this.#inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.#depth += 1;
        if (this.#depth > 1) continue;
        this.#state = 'inside';
        start = at;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        this.#end(chunk.subarray(start, at - 1), members);
        this.#state = 'after';
      } else if (byte === COMMA && this.#depth === 1) {
        this.#end(chunk.subarray(start, at - 1), members);
        start = at;
      }
    }
    if (this.#state === 'inside') this.#begun.push(chunk.subarray(start));
    return members;
  }

  /** The first position after the string, or the end of the chunk. */
  #skipString(chunk: Buffer, from: number): number {
    let searchFrom = from;
    for (;;) {
      const quote = chunk.indexOf(QUOTE, searchFrom);
      const end = quote < 0 ? chunk.length : quote;
      const isEscaped = this.#oddBackslashes(chunk, from, end);
      if (quote < 0) {
        this.#escapesNext = isEscaped;
        return end;
      }
      searchFrom = quote + 1;
      if (isEscaped) continue;
      this.#inString = false;
      this.#escapesNext = false;
      return searchFrom;
    }
  }

  /** Whether an odd number of backslashes stands before `end`, in this string. */
  #oddBackslashes(chunk: Buffer, from: number, end: number): boolean {
    let at = end;
    while (at > from && chunk[at - 1] === BACKSLASH) at -= 1;
    const isOdd = (end - at) % 2 === 1;
    const reachesEarlierChunk = at === 0 && from === 0;
    return reachesEarlierChunk && this.#escapesNext ? !isOdd : isOdd;
  }

  #end(last: Buffer, members: string[]): void {
    const bytes = this.#begun.length === 0 ? last : Buffer.concat([...this.#begun, last]);
    this.#begun = [];
    const text = bytes.toString('utf8').trim();
    if (text !== '') members.push(text);
  }
}
