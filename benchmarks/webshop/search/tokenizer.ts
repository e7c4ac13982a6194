import { DEAD, START } from './automaton.ts';
import { CHARACTER_CLASSES, CLASS_OF_CODE_POINT } from './character-class.ts';
import { compileWordGrammar } from './word-grammar.ts';

/** Longer words are cut into pieces of this many UTF-16 units, as in Lucene. */
export const MAX_TOKEN_LENGTH = 255;

const { next, accepting } = compileWordGrammar();
const CLASSES = CHARACTER_CLASSES.length;

/**
 * Finds the words of a text as the StandardTokenizer of Lucene 8 does, each the longest match of
 * the word grammar at its place; what starts no word is skipped.
 *
 * @param visit is told where each word starts and ends, in UTF-16 units.
 */
export function scanWords(text: string, visit: (start: number, end: number) => void): void {
  const window = new ReadingWindow(text);
  let start = 0;
  for (;;) {
    let state = START;
    let cursor = start;
    let afterFirst = start;
    let matched = start;
    while (cursor < window.end || window.advance(start)) {
      let character = text.charCodeAt(cursor);
      cursor += 1;
      if (isHighSurrogate(character) && cursor < window.end) {
        character = text.codePointAt(cursor - 1)!;
        if (character > 0xffff) cursor += 1;
      }
      if (afterFirst === start) afterFirst = cursor;
      state = next[state * CLASSES + CLASS_OF_CODE_POINT[character]!]!;
      if (state === DEAD) break;
      if (accepting[state] === 1) matched = cursor;
    }
    if (cursor === start) return;
    if (matched > start) visit(start, matched);
    start = matched > start ? matched : afterFirst;
  }
}

/**
 * The part of the text that Lucene's tokenizer has in its buffer. It decides where a long word is
 * cut: never between the halves of a surrogate pair.
 */
class ReadingWindow {
  readonly #text: string;
  /** How much of the text has been read. */
  #read = 0;
  /** Up to where it may be scanned: without the first half of a pair whose second is not read. */
  end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Moves on so that the window begins at `start`; false if that brings nothing new.
   *
   * A text that ends in half a surrogate pair is at its end for Lucene as soon as this half is
   * read: what has been read with it is lost if no word had begun.
   */
  advance(start: number): boolean {
    const wanted = start + MAX_TOKEN_LENGTH - this.#read;
    if (wanted === 0) return false;
    const count = Math.min(wanted, this.#text.length - this.#read);
    this.#read += count;
    this.end = this.#read;
    if (count === 0) return false;
    if (!isHighSurrogate(this.#text.charCodeAt(this.end - 1))) return true;
    if (count < wanted) return false;
    this.end -= 1;
    return count > 1;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
