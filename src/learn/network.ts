import { LinearNetwork } from './linear-network.ts';
import { MlpNetwork } from './mlp-network.ts';
import type { NetworkShape } from './network-shape.ts';

/**
 * A scorer with its gradients. Rows are standardised features, `[count, features]`, row by row
 * in one array that may be longer.
 */
export interface Network {
  readonly shape: NetworkShape;
  /** In the order of `layoutOf(shape)`; may be changed between calls. */
  readonly parameters: Float64Array;
  /** dLoss/dParameter, summed by `backward` until the caller fills it with zeros. */
  readonly gradients: Float64Array;
  /** Writes one score for each of the first `count` rows. */
  forward(rows: Float64Array, count: number, scores: Float64Array): void;
  /**
   * Adds the gradients of the rows that `forward` saw last, given dLoss/dScore for each. Rows and
   * parameters must not have changed in between.
   */
  backward(rows: Float64Array, count: number, scoreGradients: Float64Array): void;
}

/** @param parameters kept and changed in place, not copied */
export function createNetwork(shape: NetworkShape, parameters: Float64Array): Network {
  return shape.kind === 'linear'
    ? new LinearNetwork(shape, parameters)
    : new MlpNetwork(shape, parameters);
}
