import type { Network } from './network.ts';
import type { NetworkShape } from './network-shape.ts';

/** score = weights . row + bias */
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
    for (let row = 0; row < count; row += 1) {
      const offset = row * features;
      let sum = parameters[features]!;
      for (let feature = 0; feature < features; feature += 1) {
        sum += parameters[feature]! * rows[offset + feature]!;
      }
      scores[row] = sum;
    }
  }

  backward(rows: Float64Array, count: number, scoreGradients: Float64Array): void {
    const { features } = this.shape;
    const { gradients } = this;
    for (let row = 0; row < count; row += 1) {
      const offset = row * features;
      const gradient = scoreGradients[row]!;
      for (let feature = 0; feature < features; feature += 1) {
        gradients[feature]! += gradient * rows[offset + feature]!;
      }
      gradients[features]! += gradient;
    }
  }
}
