import { createNetwork } from './network.ts';
import type { NetworkShape } from './network-shape.ts';
import { standardize, type Standardizer } from './standardizer.ts';

/** A trained network with all that it needs; every number has 32 bits, as in the exported model. */
export interface Scorer {
  readonly shape: NetworkShape;
  readonly standardizer: Standardizer;
  /** In the order of `layoutOf(shape)`. */
  readonly parameters: Float32Array;
}

/** Rows at a time: small enough to stay in the processor's cache. */
const BLOCK_ROWS = 256;

/**
 * The raw reward of each row, as the exported model gives it but for rounding.
 *
 * @param features `[rows, shape.features]`
 */
export function scoreRows(scorer: Scorer, features: Float32Array): Float64Array {
  const width = scorer.shape.features;
  const rows = features.length / width;
  const network = createNetwork(scorer.shape, Float64Array.from(scorer.parameters));
  const scores = new Float64Array(rows);
  const block = new Float64Array(Math.min(rows, BLOCK_ROWS) * width);
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    standardize(scorer.standardizer, features, start, count, block);
    network.forward(block, count, scores.subarray(start));
  }
  return scores;
}
