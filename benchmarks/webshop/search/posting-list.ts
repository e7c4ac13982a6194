import { evidence } from './bm25.ts';
import { MAX_VARIABLE_BYTES, VariableByteReader, writeVariableByte } from './variable-byte.ts';

export const BLOCK_POSTINGS = 128;

const MAX_TABLE_ENTRY_BYTES = 2 * MAX_VARIABLE_BYTES + 4;

/** What the evidence of a posting depends on besides its frequency. */
export interface DocumentNorms {
  /** A length byte for each document. */
  readonly lengths: Uint8Array;
  /** By length byte. */
  readonly inverseNorms: Float32Array;
}

/** The documents that have a term, rising, and how often each has it. */
export interface Postings {
  readonly positions: Uint32Array;
  readonly frequencies: Uint32Array;
}

/**
 * How the postings of a term are stored: their number; where there are several blocks of
 * `BLOCK_POSTINGS`, a table with the last position (as the distance from that of the block
 * before), the size in bytes and the greatest evidence of each; then the blocks. A posting is its
 * distance from the one before, doubled, plus 1 if the frequency is 1; otherwise the frequency
 * follows.
 */
export function encodePostings(
  { positions, frequencies }: Postings,
  norms: DocumentNorms,
): Uint8Array {
  const count = positions.length;
  const blocks = Math.ceil(count / BLOCK_POSTINGS);
  const table = new Uint8Array(MAX_VARIABLE_BYTES + blocks * MAX_TABLE_ENTRY_BYTES);
  const tableView = new DataView(table.buffer);
  let tableEnd = writeVariableByte(table, 0, count);
  const body = new Uint8Array(count * 2 * MAX_VARIABLE_BYTES);
  let bodyEnd = 0;
  let previous = -1;
  for (let start = 0; start < count; start += BLOCK_POSTINGS) {
    const previousBlock = previous;
    const bodyStart = bodyEnd;
    let best = 0;
    for (let index = start; index < Math.min(start + BLOCK_POSTINGS, count); index += 1) {
      const position = positions[index]!;
      const frequency = frequencies[index]!;
      const distance = (position - previous) * 2;
      bodyEnd = writeVariableByte(body, bodyEnd, frequency === 1 ? distance + 1 : distance);
      if (frequency !== 1) bodyEnd = writeVariableByte(body, bodyEnd, frequency);
      best = Math.max(best, evidence(frequency, norms.inverseNorms[norms.lengths[position]!]!));
      previous = position;
    }
    if (blocks > 1) {
      tableEnd = writeVariableByte(table, tableEnd, previous - previousBlock);
      tableEnd = writeVariableByte(table, tableEnd, bodyEnd - bodyStart);
      tableView.setFloat32(tableEnd, best, true);
      tableEnd += 4;
    }
  }
  return Buffer.concat([table.subarray(0, tableEnd), body.subarray(0, bodyEnd)]);
}

/**
 * Reads the `count` postings of a block.
 *
 * @param start where the block starts.
 * @param previous the last position of the block before, or -1.
 */
export function decodeBlock(
  bytes: Uint8Array,
  start: number,
  previous: number,
  count: number,
  positions: Int32Array,
  frequencies: Int32Array,
): void {
  let at = start;
  let position = previous;
  for (let index = 0; index < count; index += 1) {
    let code = bytes[at]!;
    at += 1;
    if (code > 127) {
      code &= 127;
      for (let shift = 7, more = true; more && shift < 32; shift += 7) {
        const byte = bytes[at]!;
        at += 1;
        code |= (byte & 127) << shift;
        more = byte > 127;
      }
    }
    position += code >>> 1;
    positions[index] = position;
    if ((code & 1) === 1) frequencies[index] = 1;
    else {
      const reader = new VariableByteReader(bytes, at);
      frequencies[index] = reader.next();
      at = reader.at;
    }
  }
}
