import { ADAM_EPSILON, FIRST_DECAY, SECOND_DECAY } from './adamw.ts';
import { layoutOf, type NetworkShape, type ParameterBlock } from './network-shape.ts';
import { OnnxGraph } from './onnx-graph.ts';
import type { Bytes } from './protobuf.ts';
import type { EngineStart } from './training-engine.ts';

/** Standardised features, `[2 n, features]`: all positives, then all negatives. */
export const ROWS_NAME = 'rows';
/** How much each pair counts in the loss, `[n]`: its multiplicity divided by n. */
export const SHARES_NAME = 'shares';
/** `[n]` */
export const PREFERENCES_NAME = 'preferences';
/** `[n]` */
export const MARGINS_NAME = 'margins';
/** `[2, n]`, of the positives and of the negatives. */
export const TARGETS_NAME = 'targets';
/** `[2, n]` */
export const WEIGHTS_NAME = 'weights';
/** `[3]`: the learning rate, and what corrects AdamW's two averages for their start at zero. */
export const RATES_NAME = 'rates';
/** Of the batch, before the step; one number. */
export const LOSS_NAME = 'loss';

/** A block of parameters, as the graph takes and gives it. */
export interface ParameterTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly block: ParameterBlock;
  readonly decays: boolean;
}

/** What a parameter brings along: itself and the two averages of AdamW. */
export const STATES = ['', '_first', '_second'] as const;

/** The name of the output that replaces an input. */
export function nextOf(input: string): string {
  return `next_${input}`;
}

export function parameterTensors(shape: NetworkShape): readonly ParameterTensor[] {
  const layout = layoutOf(shape);
  const { features } = shape;
  const output: ParameterTensor[] = [
    tensorOf('output_weights', layout.outputWeights, true),
    tensorOf('output_bias', layout.outputBias, false),
  ];
  if (shape.kind === 'linear') return output;
  const hiddenWeights = tensorOf('hidden_weights', layout.hiddenWeights, true);
  return [
    { ...hiddenWeights, dims: [shape.hiddenUnits, features] },
    tensorOf('hidden_bias', layout.hiddenBias, false),
    ...output,
  ];
}

function tensorOf(name: string, block: ParameterBlock, decays: boolean): ParameterTensor {
  return { name, block, decays, dims: [block.end - block.start] };
}

/**
 * A whole training step as an ONNX model, for batches of any size: scores, `pairLoss`, its
 * gradients derived by hand, clipping and AdamW. Parameters and the averages of AdamW go in and
 * come out changed. It computes what `TypeScriptEngine` does, in 32 bits.
 */
export function writeTrainGraph(shape: NetworkShape, options: EngineStart['options']): Bytes {
  const graph = new OnnxGraph('train-step');
  graph.input(ROWS_NAME, ['rows', shape.features]);
  for (const name of [SHARES_NAME, PREFERENCES_NAME, MARGINS_NAME]) graph.input(name, ['pairs']);
  for (const name of [TARGETS_NAME, WEIGHTS_NAME]) graph.input(name, [2, 'pairs']);
  graph.input(RATES_NAME, [3]);
  const hidden =
    shape.kind === 'mlp'
      ? graph.node(
          'Tanh',
          [
            graph.node('Gemm', [ROWS_NAME, 'hidden_weights', 'hidden_bias'], 'hidden_sums', {
              transB: 1,
            }),
          ],
          'hidden',
        )
      : ROWS_NAME;
  const products = graph.node('MatMul', [hidden, 'output_weights'], 'products');
  const scores = graph.node('Add', [products, 'output_bias'], 'scores');
  const slopes = writeLoss(graph, scores, options);
  const gradients = writeGradients(graph, shape, hidden, slopes);
  writeStep(graph, shape, gradients, options);
  graph.output(LOSS_NAME, []);
  return graph.model();
}

/** The loss of the scores `[2 n]`; returns dLoss/dScore, `[2 n]`. */
function writeLoss(
  graph: OnnxGraph,
  scores: string,
  { centring, anchor }: EngineStart['options'],
): string {
  const constant = (name: string, ...values: number[]) =>
    graph.tensor(name, values.length === 1 ? [] : [values.length], Float32Array.from(values));
  const shape = (name: string, ...dims: bigint[]) =>
    graph.tensor(name, [dims.length], BigInt64Array.from(dims));
  const sides = graph.node('Reshape', [scores, shape('two_rows', 2n, -1n)], 'sides');
  const signs = constant('signs', 1, -1);
  const differences = graph.node('MatMul', [signs, sides], 'differences');
  const sums = graph.node('MatMul', [constant('ones', 1, 1), sides], 'sums');
  const logits = graph.node('Sub', [differences, MARGINS_NAME], 'logits');
  const ranking = writeCrossEntropy(graph, 'ranking', logits, PREFERENCES_NAME);
  const anchoring = writeCrossEntropy(graph, 'anchoring', sides, TARGETS_NAME);
  const anchorWeights = graph.node('Mul', [WEIGHTS_NAME, constant('anchor', anchor)], 'anchors');

  const squares = graph.node('Mul', [sums, sums], 'squares');
  const centred = graph.node('Mul', [squares, constant('centring', centring)], 'centred');
  const anchored = graph.node('Mul', [anchorWeights, anchoring.loss], 'anchored');
  const bothSides = graph.node('ReduceSum', [anchored, shape('first_axis', 0n)], 'both_sides', {
    keepdims: 0,
  });
  const ranked = graph.node('Add', [ranking.loss, centred], 'ranked');
  const losses = graph.node('Add', [ranked, bothSides], 'losses');
  // The product of two vectors is their weighted sum.
  graph.node('MatMul', [SHARES_NAME, losses], LOSS_NAME);

  const column = graph.node('Unsqueeze', [signs, shape('last_axis', 1n)], 'sign_column');
  const rankingSlopes = graph.node('Mul', [column, ranking.slope], 'ranking_slopes');
  const twice = constant('twice_centring', 2 * centring);
  const centringSlopes = graph.node('Mul', [sums, twice], 'centring_slopes');
  const anchorSlopes = graph.node('Mul', [anchorWeights, anchoring.slope], 'anchor_slopes');
  const some = graph.node('Add', [rankingSlopes, centringSlopes], 'some_slopes');
  const all = graph.node('Add', [some, anchorSlopes], 'all_slopes');
  const shared = graph.node('Mul', [all, SHARES_NAME], 'shared_slopes');
  return graph.node('Reshape', [shared, shape('one_row', -1n)], 'slopes');
}

/** softplus(logit) - target logit, and its derivative sigmoid(logit) - target. */
function writeCrossEntropy(graph: OnnxGraph, name: string, logits: string, targets: string) {
  const softplus = graph.node('Softplus', [logits], `${name}_softplus`);
  const product = graph.node('Mul', [targets, logits], `${name}_product`);
  const loss = graph.node('Sub', [softplus, product], `${name}_loss`);
  const sigmoid = graph.node('Sigmoid', [logits], `${name}_sigmoid`);
  const slope = graph.node('Sub', [sigmoid, targets], `${name}_slope`);
  return { loss, slope };
}

/** The gradients of the parameters, by name. */
function writeGradients(
  graph: OnnxGraph,
  shape: NetworkShape,
  hidden: string,
  slopes: string,
): Readonly<Record<string, string>> {
  const output = {
    output_weights: graph.node('MatMul', [slopes, hidden], 'output_weights_gradient'),
    output_bias: graph.node('ReduceSum', [slopes], 'output_bias_gradient', { keepdims: 1 }),
  };
  if (shape.kind === 'linear') return output;
  const one = graph.tensor('one', [], Float32Array.of(1));
  const axis = graph.tensor('slope_axis', [1], BigInt64Array.of(1n));
  const column = graph.node('Unsqueeze', [slopes, axis], 'slope_column');
  const outer = graph.node('Mul', [column, 'output_weights'], 'activation_slopes');
  const squares = graph.node('Mul', [hidden, hidden], 'activation_squares');
  const derivative = graph.node('Sub', [one, squares], 'tanh_derivative');
  const hiddenSlopes = graph.node('Mul', [outer, derivative], 'hidden_slopes');
  const first = graph.tensor('row_axis', [1], BigInt64Array.of(0n));
  return {
    ...output,
    hidden_weights: graph.node('Gemm', [hiddenSlopes, ROWS_NAME], 'hidden_weights_gradient', {
      transA: 1,
    }),
    hidden_bias: graph.node('ReduceSum', [hiddenSlopes, first], 'hidden_bias_gradient', {
      keepdims: 0,
    }),
  };
}

/** Clipping by the norm of all gradients, then AdamW on each tensor. */
function writeStep(
  graph: OnnxGraph,
  shape: NetworkShape,
  gradients: Readonly<Record<string, string>>,
  { gradientNorm, weightDecay }: EngineStart['options'],
): void {
  const constant = (name: string, value: number) => graph.tensor(name, [], Float32Array.of(value));
  const tensors = parameterTensors(shape);
  const squares = tensors.map(({ name }) =>
    graph.node('ReduceSumSquare', [gradients[name]!], `${name}_gradient_square`, { keepdims: 0 }),
  );
  const norm = graph.node('Sqrt', [graph.node('Sum', squares, 'norm_square')], 'norm');
  const limit = constant('gradient_norm', gradientNorm);
  const divisor = graph.node('Max', [norm, limit], 'norm_or_limit');
  const scale = graph.node('Div', [limit, divisor], 'gradient_scale');

  const rate = (name: string, place: number) =>
    graph.node(
      'Gather',
      [RATES_NAME, graph.tensor(`${name}_place`, [], BigInt64Array.of(BigInt(place)))],
      name,
    );
  const learningRate = rate('learning_rate', 0);
  const firstScale = rate('first_scale', 1);
  const secondScale = rate('second_scale', 2);
  const firstDecay = constant('first_decay', FIRST_DECAY);
  const firstGain = constant('first_gain', 1 - FIRST_DECAY);
  const secondDecay = constant('second_decay', SECOND_DECAY);
  const secondGain = constant('second_gain', 1 - SECOND_DECAY);
  const epsilon = constant('epsilon', ADAM_EPSILON);
  const decay = constant('weight_decay', weightDecay);

  for (const { name, dims, decays } of tensors) {
    for (const state of STATES) {
      graph.input(`${name}${state}`, dims);
      graph.output(nextOf(`${name}${state}`), dims);
    }
    const local = (operator: string, inputs: readonly string[], output: string) =>
      graph.node(operator, inputs, `${name}_${output}`);
    const gradient = local('Mul', [gradients[name]!, scale], 'clipped');
    const square = local('Mul', [gradient, gradient], 'clipped_square');
    const average = (state: string, kept: string, gain: string, fresh: string) =>
      graph.node(
        'Add',
        [
          local('Mul', [`${name}${state}`, kept], `kept${state}`),
          local('Mul', [fresh, gain], `gain${state}`),
        ],
        nextOf(`${name}${state}`),
      );
    const momentum = average('_first', firstDecay, firstGain, gradient);
    const spread = average('_second', secondDecay, secondGain, square);
    const numerator = local('Mul', [momentum, firstScale], 'numerator');
    const root = local('Sqrt', [local('Mul', [spread, secondScale], 'corrected_spread')], 'root');
    const change = local(
      'Div',
      [numerator, local('Add', [root, epsilon], 'denominator')],
      'change',
    );
    const whole = decays
      ? local('Add', [change, local('Mul', [name, decay], 'decay')], 'whole_change')
      : change;
    graph.node('Sub', [name, local('Mul', [whole, learningRate], 'move')], nextOf(name));
  }
}
