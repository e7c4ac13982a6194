import { evidence, termScore } from './bm25.ts';
import { BLOCK_POSTINGS, decodeBlock, type DocumentNorms } from './posting-list.ts';
import { VariableByteReader } from './variable-byte.ts';

/** Greater than every position. */
export const NO_MORE = 0x7fffffff;

const KEPT_FREQUENCIES = 4;

/** Walks through the documents that have a term, from the first to the last, block by block. */
export class TermCursor {
  /** The document that the cursor is at, or `NO_MORE`. */
  position = NO_MORE;
  readonly #count: number;
  readonly #weight: number;
  /** Scores that have been computed, by frequency and length byte; 0 where none has. */
  readonly #scores = new Float32Array(KEPT_FREQUENCIES * 256);
  readonly #norms: DocumentNorms;
  readonly #bytes: Uint8Array;
  /** By block. */
  readonly #lastPositions: Int32Array;
  readonly #starts: Uint32Array;
  readonly #bestEvidence: Float32Array;
  /** Of the open block. */
  readonly #positions = new Int32Array(BLOCK_POSTINGS);
  readonly #frequencies = new Int32Array(BLOCK_POSTINGS);
  #block = 0;
  #length = 0;
  #index = 0;

  /** @param weigh the weight of a term that so many documents have. */
  constructor(bytes: Uint8Array, norms: DocumentNorms, weigh: (count: number) => number) {
    this.#bytes = bytes;
    this.#norms = norms;
    const reader = new VariableByteReader(bytes);
    this.#count = reader.next();
    this.#weight = weigh(this.#count);
    const blocks = Math.ceil(this.#count / BLOCK_POSTINGS);
    this.#lastPositions = new Int32Array(blocks).fill(NO_MORE);
    this.#starts = new Uint32Array(blocks);
    this.#bestEvidence = new Float32Array(blocks);
    if (blocks > 1) this.#readTable(reader);
    else this.#starts[0] = reader.at;
    this.#open(0);
    if (blocks === 1) {
      for (let index = 0; index < this.#length; index += 1) {
        this.#bestEvidence[0] = Math.max(this.#bestEvidence[0]!, this.#evidence(index));
      }
    }
  }

  /** The most that the term adds to the score of any document. */
  get bound(): number {
    const best = this.#bestEvidence.reduce((a, b) => Math.max(a, b), 0);
    return termScore(this.#weight, best);
  }

  /** Moves to the first document at `target` or after it. */
  advance(target: number): void {
    if (this.position >= target) return;
    let block = this.#block;
    while (this.#lastPositions[block]! < target) block += 1;
    if (block !== this.#block) this.#open(block);
    while (this.position < target) this.#next();
  }

  /** What the term adds to the score of the document that the cursor is at. */
  score(): number {
    return termScore(this.#weight, this.#evidence(this.#index));
  }

  /**
   * Moves to the first document at `end` or after it, and adds the scores of those before it to
   * `sums`, where document `start` is the first.
   */
  addScores(start: number, end: number, sums: Float64Array): void {
    const { lengths, inverseNorms } = this.#norms;
    const positions = this.#positions;
    const frequencies = this.#frequencies;
    const scores = this.#scores;
    while (this.position < end) {
      const length = this.#length;
      let index = this.#index;
      for (; index < length; index += 1) {
        const position = positions[index]!;
        if (position >= end) break;
        const lengthByte = lengths[position]!;
        const frequency = frequencies[index]!;
        let score = frequency < KEPT_FREQUENCIES ? scores[frequency * 256 + lengthByte]! : 0;
        if (score === 0) {
          score = termScore(this.#weight, evidence(frequency, inverseNorms[lengthByte]!));
          if (frequency < KEPT_FREQUENCIES) scores[frequency * 256 + lengthByte] = score;
        }
        sums[position - start]! += score;
      }
      this.#index = index - 1;
      this.#next();
    }
  }

  #next(): void {
    this.#index += 1;
    if (this.#index === this.#length) this.#open(this.#block + 1);
    else this.position = this.#positions[this.#index]!;
  }

  #evidence(index: number): number {
    const { lengths, inverseNorms } = this.#norms;
    return evidence(this.#frequencies[index]!, inverseNorms[lengths[this.#positions[index]!]!]!);
  }

  #readTable(reader: VariableByteReader): void {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    let last = -1;
    let start = 0;
    for (let block = 0; block < this.#starts.length; block += 1) {
      last += reader.next();
      this.#lastPositions[block] = last;
      this.#starts[block] = start;
      start += reader.next();
      this.#bestEvidence[block] = view.getFloat32(reader.at, true);
      reader.at += 4;
    }
    for (let block = 0; block < this.#starts.length; block += 1) {
      this.#starts[block]! += reader.at;
    }
  }

  #open(block: number): void {
    this.#block = block;
    this.#index = 0;
    if (block >= this.#starts.length) {
      this.position = NO_MORE;
      return;
    }
    const length = Math.min(BLOCK_POSTINGS, this.#count - block * BLOCK_POSTINGS);
    const previous = block === 0 ? -1 : this.#lastPositions[block - 1]!;
    const start = this.#starts[block]!;
    decodeBlock(this.#bytes, start, previous, length, this.#positions, this.#frequencies);
    this.#length = length;
    this.position = this.#positions[0]!;
  }
}
