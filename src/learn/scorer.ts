import { createNetwork } from './network.ts';
import type { NetworkShape } from './network-shape.ts';
import { standardize, type Standardizer } from './standardizer.ts';

/** Trained heads with all that they need; every number has 32 bits, as in the exported model. */
export interface Scorer {
  readonly shape: NetworkShape;
  readonly standardizer: Standardizer;
  /**
   * Networks of one shape that were trained apart; the raw reward is their mean. The parameters of
   * each are in the order of `layoutOf(shape)`.
   */
  readonly heads: readonly Float32Array[];
}

/** Rows at a time: small enough to stay in the processor's cache. */
const BLOCK_ROWS = 256;

/**
 * The raw reward of each row, as the exported model gives it but for rounding.
 *
 * @param features `[rows, shape.features]`
 */
export function scoreRows(scorer: Scorer, features: Float32Array): Float64Array {
  return meanOfHeads(scoreHeads(scorer, features), scorer.heads.length);
}

/** What each head says of each row, `[rows, heads]`. */
export function scoreHeads(
  { shape, standardizer, heads }: Scorer,
  features: Float32Array,
): Float64Array {
  const width = shape.features;
  const rows = features.length / width;
  const networks = heads.map((head) => createNetwork(shape, Float64Array.from(head)));
  const all = new Float64Array(rows * heads.length);
  const size = Math.min(rows, BLOCK_ROWS);
  const block = new Float64Array(size * width);
  const scores = new Float64Array(size);
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    standardize(standardizer, features, start, count, block);
    networks.forEach((network, head) => {
      network.forward(block, count, scores);
      for (let row = 0; row < count; row += 1) {
        all[(start + row) * heads.length + head] = scores[row]!;
      }
    });
  }
  return all;
}

/** @param scores `[rows, heads]` */
export function meanOfHeads(scores: ArrayLike<number>, heads: number): Float64Array {
  const means = new Float64Array(scores.length / heads);
  for (let row = 0; row < means.length; row += 1) {
    let sum = 0;
    for (let head = 0; head < heads; head += 1) sum += scores[row * heads + head]!;
    means[row] = sum / heads;
  }
  return means;
}
