import { evidence } from './bm25.ts';
import { MAX_VARIABLE_BYTES, VariableByteReader, writeVariableByte } from './variable-byte.ts';

/**
 * How the postings of a term are stored: their number; where there are several blocks of
 * `BLOCK_POSTINGS`, a table with the last position, the size in bytes and the greatest evidence of
 * each; then the blocks. A posting is its distance from the one before, doubled, plus 1 if the
 * frequency is 1; otherwise the frequency follows.
 */
export const BLOCK_POSTINGS = 128;

const MAX_POSTING_BYTES = 2 * MAX_VARIABLE_BYTES;
const MAX_TABLE_ENTRY_BYTES = 2 * MAX_VARIABLE_BYTES + 4;

/** What the evidence of a posting depends on besides its frequency. */
export interface DocumentNorms {
  /** A length byte for each document. */
  readonly lengths: Uint8Array;
  /** By length byte. */
  readonly inverseNorms: Float32Array;
}

/** @param count how many of the entries of the two arrays are the term's. */
export function encodePostings(
  positions: Uint32Array,
  frequencies: Uint32Array,
  count: number,
  norms: DocumentNorms,
): Uint8Array {
  const blocks = Math.ceil(count / BLOCK_POSTINGS);
  const body = new Uint8Array(count * MAX_POSTING_BYTES);
  const table = new Uint8Array(MAX_VARIABLE_BYTES + blocks * MAX_TABLE_ENTRY_BYTES);
  const tableView = new DataView(table.buffer);
  let tableEnd = writeVariableByte(table, 0, count);
  let bodyEnd = 0;
  let previous = -1;
  for (let start = 0; start < count; start += BLOCK_POSTINGS) {
    const end = Math.min(start + BLOCK_POSTINGS, count);
    const before = previous;
    const bodyStart = bodyEnd;
    let best = 0;
    for (let index = start; index < end; index += 1) {
      const position = positions[index]!;
      const frequency = frequencies[index]!;
      const distance = (position - previous) * 2;
      bodyEnd = writeVariableByte(body, bodyEnd, frequency === 1 ? distance + 1 : distance);
      if (frequency !== 1) bodyEnd = writeVariableByte(body, bodyEnd, frequency);
      best = Math.max(best, evidence(frequency, norms.inverseNorms[norms.lengths[position]!]!));
      previous = position;
    }
    if (blocks === 1) break;
    tableEnd = writeVariableByte(table, tableEnd, previous - before);
    tableEnd = writeVariableByte(table, tableEnd, bodyEnd - bodyStart);
    tableView.setFloat32(tableEnd, best, true);
    tableEnd += 4;
  }
  return Buffer.concat([table.subarray(0, tableEnd), body.subarray(0, bodyEnd)]);
}
