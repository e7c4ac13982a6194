import type { Postings } from './posting-list.ts';
import { MAX_VARIABLE_BYTES, VariableByteReader, writeVariableByte } from './variable-byte.ts';

const PAGE_BYTES = 1 << 20;
const LINK_BYTES = 4;
/** A rare term takes the first size only; a frequent one wastes half a chunk at most. */
const CHUNK_BYTES = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

/**
 * The postings of all terms while an index is built: for each term the positions of its documents,
 * rising, with how often it occurs there. They lie compressed in shared pages, each term's in a
 * chain of chunks that grow with it, since millions of arrays would cost more than they hold.
 */
export class PostingPool {
  readonly #pages: Uint8Array[] = [];
  /** Where the next chunk is cut from; a page is full at the start. */
  #free = 0;
  readonly #scratch = new Uint8Array(2 * MAX_VARIABLE_BYTES);
  /** Addresses, by term. */
  readonly #heads: number[] = [];
  readonly #tails: number[] = [];
  /** Bytes left in the last chunk, and which of the sizes it has, by term. */
  readonly #room: number[] = [];
  readonly #levels: number[] = [];
  readonly #lastPositions: number[] = [];
  readonly #counts: number[] = [];

  /** Makes room for one more term; terms are numbered from 0. */
  addTerm(): number {
    const head = this.#newChunk(CHUNK_BYTES[0]!);
    this.#tails.push(head);
    this.#room.push(CHUNK_BYTES[0]! - LINK_BYTES);
    this.#levels.push(0);
    this.#lastPositions.push(-1);
    this.#counts.push(0);
    return this.#heads.push(head) - 1;
  }

  add(term: number, position: number, frequency: number): void {
    const bytes = this.#scratch;
    let end = writeVariableByte(bytes, 0, position - this.#lastPositions[term]!);
    end = writeVariableByte(bytes, end, frequency);
    for (let at = 0; at < end; at += 1) this.#append(term, bytes[at]!);
    this.#lastPositions[term] = position;
    this.#counts[term]! += 1;
  }

  postings(term: number): Postings {
    const count = this.#counts[term]!;
    const positions = new Uint32Array(count);
    const frequencies = new Uint32Array(count);
    const reader = new VariableByteReader(this.#gather(term));
    let position = -1;
    for (let index = 0; index < count; index += 1) {
      position += reader.next();
      positions[index] = position;
      frequencies[index] = reader.next();
    }
    return { positions, frequencies };
  }

  #append(term: number, byte: number): void {
    if (this.#room[term] === 0) this.#extend(term);
    const address = this.#tails[term]!;
    this.#page(address)[address % PAGE_BYTES] = byte;
    this.#tails[term] = address + 1;
    this.#room[term]! -= 1;
  }

  #extend(term: number): void {
    const level = Math.min(this.#levels[term]! + 1, CHUNK_BYTES.length - 1);
    const size = CHUNK_BYTES[level]!;
    const chunk = this.#newChunk(size);
    const link = this.#tails[term]!;
    new DataView(this.#page(link).buffer).setUint32(link % PAGE_BYTES, chunk / CHUNK_BYTES[0]!);
    this.#tails[term] = chunk;
    this.#room[term] = size - LINK_BYTES;
    this.#levels[term] = level;
  }

  /** A chunk never crosses pages; it starts at a multiple of the smallest size. */
  #newChunk(size: number): number {
    const offset = this.#free % PAGE_BYTES;
    if (offset === 0 || offset + size > PAGE_BYTES) {
      this.#free = this.#pages.length * PAGE_BYTES;
      this.#pages.push(new Uint8Array(PAGE_BYTES));
    }
    const address = this.#free;
    this.#free += size;
    return address;
  }

  #page(address: number): Uint8Array {
    return this.#pages[Math.floor(address / PAGE_BYTES)]!;
  }

  #gather(term: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let chunk = this.#heads[term]!;
    for (let level = 0; ; level += 1) {
      const size = CHUNK_BYTES[Math.min(level, CHUNK_BYTES.length - 1)]! - LINK_BYTES;
      const page = this.#page(chunk);
      const offset = chunk % PAGE_BYTES;
      const end = this.#tails[term]!;
      if (end >= chunk && end <= chunk + size) {
        parts.push(page.subarray(offset, offset + end - chunk));
        return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      }
      parts.push(page.subarray(offset, offset + size));
      chunk = new DataView(page.buffer).getUint32(offset + size) * CHUNK_BYTES[0]!;
    }
  }
}
