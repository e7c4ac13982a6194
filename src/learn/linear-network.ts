import type { Network } from './network.ts';
import type { NetworkShape } from './network-shape.ts';

/**
 * score = weights . row + bias
 *
 * Four rows are treated at a time: their sums do not wait for each other, and a weight that is
 * loaded serves all four.
 */
export class LinearNetwork implements Network {
  readonly shape: NetworkShape & { readonly kind: 'linear' };
  readonly parameters: Float64Array;
  readonly gradients: Float64Array;

  constructor(shape: NetworkShape & { readonly kind: 'linear' }, parameters: Float64Array) {
    this.shape = shape;
    this.parameters = parameters;
    this.gradients = new Float64Array(parameters.length);
  }

  forward(rows: Float64Array, count: number, scores: Float64Array): void {
    const { features } = this.shape;
    const { parameters } = this;
    const bias = parameters[features]!;
    const blockEnd = count - (count % 4);
    for (let row = 0; row < blockEnd; row += 4) {
      const start0 = row * features;
      const start1 = start0 + features;
      const start2 = start1 + features;
      const start3 = start2 + features;
      let sum0 = bias;
      let sum1 = bias;
      let sum2 = bias;
      let sum3 = bias;
      for (let feature = 0; feature < features; feature += 1) {
        const weight = parameters[feature]!;
        sum0 += weight * rows[start0 + feature]!;
        sum1 += weight * rows[start1 + feature]!;
        sum2 += weight * rows[start2 + feature]!;
        sum3 += weight * rows[start3 + feature]!;
      }
      scores[row] = sum0;
      scores[row + 1] = sum1;
      scores[row + 2] = sum2;
      scores[row + 3] = sum3;
    }
    for (let row = blockEnd; row < count; row += 1) {
      let sum = bias;
      for (let feature = 0; feature < features; feature += 1) {
        sum += parameters[feature]! * rows[row * features + feature]!;
      }
      scores[row] = sum;
    }
  }

  backward(rows: Float64Array, count: number, scoreGradients: Float64Array): void {
    const { features } = this.shape;
    const { gradients } = this;
    const blockEnd = count - (count % 4);
    for (let row = 0; row < blockEnd; row += 4) {
      const start0 = row * features;
      const start1 = start0 + features;
      const start2 = start1 + features;
      const start3 = start2 + features;
      const gradient0 = scoreGradients[row]!;
      const gradient1 = scoreGradients[row + 1]!;
      const gradient2 = scoreGradients[row + 2]!;
      const gradient3 = scoreGradients[row + 3]!;
      for (let feature = 0; feature < features; feature += 1) {
        gradients[feature] =
          gradients[feature]! +
          gradient0 * rows[start0 + feature]! +
          gradient1 * rows[start1 + feature]! +
          gradient2 * rows[start2 + feature]! +
          gradient3 * rows[start3 + feature]!;
      }
    }
    for (let row = blockEnd; row < count; row += 1) {
      const gradient = scoreGradients[row]!;
      for (let feature = 0; feature < features; feature += 1) {
        gradients[feature]! += gradient * rows[row * features + feature]!;
      }
    }
    for (let row = 0; row < count; row += 1) gradients[features]! += scoreGradients[row]!;
  }
}
