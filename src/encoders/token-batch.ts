import type { PlainTensor } from '../onnx/onnx-messages.ts';
import type { FloatTensor } from './tensor-session.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** How the vectors of tokens become one. `none`: the model gives one by itself. */
export type Pooling = 'mean' | 'first' | 'largest' | 'none';

/**
 * Texts are filled up to a multiple of so many tokens. Blocks of rows are then computed alike
 * wherever a text lies in a batch, so that its vector does not depend on the others.
 */
const LENGTH_STEP = 16;

/** Tokens of one run at most, unless a single text has more: bounds the memory. */
const TOKENS_PER_RUN = 4096;

/** A model that is told of no padding was trained with texts all of one length. */
export function paddedLength(
  length: number,
  inputs: readonly string[],
  { maxLength }: TextTokenizer,
): number {
  if (!inputs.includes('attention_mask')) return maxLength;
  return Math.max(length, Math.min(maxLength, Math.ceil(length / LENGTH_STEP) * LENGTH_STEP));
}

/** Indices of rows of one padded length, as many as go into one run. */
export function* batchesOf(
  rows: readonly (readonly number[])[],
  lengthOf: (row: readonly number[]) => number,
): Generator<readonly number[]> {
  const byLength = new Map<number, number[]>();
  rows.forEach((row, index) => {
    const length = lengthOf(row);
    const indices = byLength.get(length);
    if (indices === undefined) byLength.set(length, [index]);
    else indices.push(index);
  });
  for (const [length, indices] of byLength) {
    const size = Math.max(1, Math.floor(TOKENS_PER_RUN / length));
    for (let start = 0; start < indices.length; start += size) {
      yield indices.slice(start, start + size);
    }
  }
}

export function feedsOf(
  rows: readonly (readonly number[])[],
  length: number,
  inputs: readonly string[],
  padId: number,
): Record<string, PlainTensor> {
  const dims = [rows.length, length];
  const filled = (valueOf: (row: readonly number[], at: number) => number): PlainTensor => {
    const data = new BigInt64Array(rows.length * length);
    rows.forEach((row, index) => {
      for (let at = 0; at < length; at += 1) data[index * length + at] = BigInt(valueOf(row, at));
    });
    return { type: 'int64', data, dims };
  };
  const makers: Record<string, () => PlainTensor> = {
    input_ids: () => filled((row, at) => row[at] ?? padId),
    attention_mask: () => filled((row, at) => (at < row.length ? 1 : 0)),
    token_type_ids: () => filled(() => 0),
  };
  return Object.fromEntries(inputs.map((name) => [name, makers[name]!()]));
}

/** @param result `[rows, dimensions]`, or `[rows, tokens, dimensions]` where it is to be pooled */
export function poolRows(
  { data, dims }: FloatTensor,
  rows: readonly (readonly number[])[],
  pooling: Pooling,
): Float32Array[] {
  const width = dims.at(-1)!;
  const perRow = data.length / rows.length;
  return rows.map(({ length }, row) => {
    const values = data.subarray(row * perRow, (row + 1) * perRow);
    if (pooling === 'none' || pooling === 'first') return values.slice(0, width);
    const pooled = new Float64Array(width).fill(pooling === 'mean' ? 0 : -Infinity);
    for (let at = 0; at < length * width; at += 1) {
      const value = values[at]!;
      const place = at % width;
      pooled[place] = pooling === 'mean' ? pooled[place]! + value : Math.max(pooled[place]!, value);
    }
    return Float32Array.from(pooled, (sum) => (pooling === 'mean' ? sum / length : sum));
  });
}
