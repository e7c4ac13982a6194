import { addTransposeProduct, multiplyByTranspose } from './matrix.ts';
import { layoutOf, type NetworkShape, type ParameterBlock } from './network-shape.ts';
import type { Network } from './network.ts';

/** score = outputWeights . tanh(hiddenWeights row + hiddenBias) + outputBias */
export class MlpNetwork implements Network {
  readonly shape: NetworkShape & { readonly kind: 'mlp' };
  readonly parameters: Float64Array;
  readonly gradients: Float64Array;
  readonly #values: MlpArrays;
  readonly #slopes: MlpArrays;
  /** tanh of the hidden layer, `[count, hiddenUnits]`, as `forward` left it. */
  #activations = new Float64Array(0);
  /** dLoss/d(input of tanh), `[count, hiddenUnits]`. */
  #hiddenSlopes = new Float64Array(0);

  constructor(shape: NetworkShape & { readonly kind: 'mlp' }, parameters: Float64Array) {
    this.shape = shape;
    this.parameters = parameters;
    this.gradients = new Float64Array(parameters.length);
    this.#values = arraysOf(shape, this.parameters);
    this.#slopes = arraysOf(shape, this.gradients);
  }

  forward(rows: Float64Array, count: number, scores: Float64Array): void {
    const { features, hiddenUnits } = this.shape;
    if (this.#activations.length < count * hiddenUnits) {
      this.#activations = new Float64Array(count * hiddenUnits);
      this.#hiddenSlopes = new Float64Array(count * hiddenUnits);
    }
    const activations = this.#activations;
    const { hiddenWeights, hiddenBias, outputWeights, outputBias } = this.#values;
    multiplyByTranspose(rows, hiddenWeights, activations, {
      rows: count,
      columns: hiddenUnits,
      inner: features,
    });
    for (let row = 0; row < count; row += 1) {
      let sum = outputBias[0]!;
      for (let unit = 0; unit < hiddenUnits; unit += 1) {
        const place = row * hiddenUnits + unit;
        const activation = tanh(activations[place]! + hiddenBias[unit]!);
        activations[place] = activation;
        sum += activation * outputWeights[unit]!;
      }
      scores[row] = sum;
    }
  }

  backward(rows: Float64Array, count: number, scoreGradients: Float64Array): void {
    const { features, hiddenUnits } = this.shape;
    const activations = this.#activations;
    const hiddenSlopes = this.#hiddenSlopes;
    const { outputWeights } = this.#values;
    const slopes = this.#slopes;
    for (let row = 0; row < count; row += 1) {
      const scoreSlope = scoreGradients[row]!;
      slopes.outputBias[0]! += scoreSlope;
      for (let unit = 0; unit < hiddenUnits; unit += 1) {
        const place = row * hiddenUnits + unit;
        const activation = activations[place]!;
        slopes.outputWeights[unit]! += scoreSlope * activation;
        // The derivative of tanh, from its value.
        const slope = scoreSlope * outputWeights[unit]! * (1 - activation * activation);
        slopes.hiddenBias[unit]! += slope;
        hiddenSlopes[place] = slope;
      }
    }
    addTransposeProduct(hiddenSlopes, rows, slopes.hiddenWeights, {
      rows: hiddenUnits,
      columns: features,
      inner: count,
    });
  }
}

type MlpArrays = Record<
  'hiddenWeights' | 'hiddenBias' | 'outputWeights' | 'outputBias',
  Float64Array
>;

/** Views into a flat array, one for each block of the layout. */
function arraysOf(shape: NetworkShape, flat: Float64Array): MlpArrays {
  const layout = layoutOf(shape);
  const view = ({ start, end }: ParameterBlock) => flat.subarray(start, end);
  return {
    hiddenWeights: view(layout.hiddenWeights),
    hiddenBias: view(layout.hiddenBias),
    outputWeights: view(layout.outputWeights),
    outputBias: view(layout.outputBias),
  };
}

/**
 * Twice as fast in V8 as Math.tanh, off by less than 1e-15, and safe at both ends: exp of a large
 * number is infinite and 2 / infinity is 0.
 */
function tanh(value: number): number {
  return 1 - 2 / (Math.exp(2 * value) + 1);
}
