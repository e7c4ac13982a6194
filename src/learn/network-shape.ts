import type { Rng } from '../core/rng.ts';

/**
 * What a scorer computes from standardised features. `linear`: one weighted sum. `mlp`: one
 * hidden layer of `hiddenUnits` with tanh, then a weighted sum.
 */
export type NetworkShape =
  | { readonly kind: 'linear'; readonly features: number }
  | { readonly kind: 'mlp'; readonly features: number; readonly hiddenUnits: number };

/** A part of a flat parameter array: from `start`, up to and without `end`. */
export interface ParameterBlock {
  readonly start: number;
  readonly end: number;
}

/** Where each parameter lies. The hidden blocks of a linear network are empty. */
export interface ParameterLayout {
  /** `[hiddenUnits, features]`, row by row. */
  readonly hiddenWeights: ParameterBlock;
  /** `[hiddenUnits]` */
  readonly hiddenBias: ParameterBlock;
  /** `[hiddenUnits]`, or `[features]` of a linear network. */
  readonly outputWeights: ParameterBlock;
  /** One number. */
  readonly outputBias: ParameterBlock;
  /** How many parameters there are. */
  readonly size: number;
}

export function layoutOf(shape: NetworkShape): ParameterLayout {
  const hiddenUnits = shape.kind === 'mlp' ? shape.hiddenUnits : 0;
  let start = 0;
  const block = (length: number): ParameterBlock => {
    const begin = start;
    start += length;
    return { start: begin, end: start };
  };
  const hiddenWeights = block(hiddenUnits * shape.features);
  const hiddenBias = block(hiddenUnits);
  const outputWeights = block(shape.kind === 'mlp' ? hiddenUnits : shape.features);
  const outputBias = block(1);
  return { hiddenWeights, hiddenBias, outputWeights, outputBias, size: start };
}

/**
 * Parameters to start training from. The output layer is zero, so that every reward starts at 0
 * and the loss at ln 2. Hidden weights are uniform with the variance of Glorot and Bengio 2010,
 * but zero for `constant` features: their gradient is zero too, so the network never listens to
 * a feature that did not vary in training.
 *
 * @param rng consumed
 */
export function initialParameters(
  shape: NetworkShape,
  rng: Rng,
  constant: readonly boolean[] = [],
): Float64Array {
  const layout = layoutOf(shape);
  const parameters = new Float64Array(layout.size);
  if (shape.kind === 'linear') return parameters;
  const { features, hiddenUnits } = shape;
  const limit = Math.sqrt(6 / (features + hiddenUnits));
  for (let index = 0; index < hiddenUnits * features; index += 1) {
    const draw = limit * (2 * rng.next() - 1);
    parameters[layout.hiddenWeights.start + index] = constant[index % features] === true ? 0 : draw;
  }
  return parameters;
}

/** Whether weight decay applies: to weights, not to biases. */
export function decays(layout: ParameterLayout, parameter: number): boolean {
  return [layout.hiddenWeights, layout.outputWeights].some(
    ({ start, end }) => parameter >= start && parameter < end,
  );
}
