import { layoutOf, type NetworkShape, type ParameterBlock } from './network-shape.ts';
import { OnnxGraph } from './onnx-graph.ts';
import type { Bytes } from './protobuf.ts';
import type { Scorer } from './scorer.ts';

/** The model's input: raw features, float32, `[rows, features]`. */
export const INPUT_NAME = 'features';

/** The model's output: raw rewards, float32, `[rows]`. */
export const OUTPUT_NAME = 'raw';

/** A second output of models with several heads: what each of them says, float32, `[rows, heads]`. */
export const HEADS_NAME = 'heads';

/** The symbolic name of the number of rows, which is free. */
const ROWS = 'rows';

/**
 * The scorer as an ONNX model (serialised ModelProto): standardise, then the networks, side by side.
 * Equal scorers give equal bytes.
 */
export function writeOnnx(scorer: Scorer): Bytes {
  const { shape, standardizer, heads } = scorer;
  const { features } = shape;
  const graph = new OnnxGraph('reward');
  graph.input(INPUT_NAME, [ROWS, features]);
  const mean = graph.tensor('mean', [features], standardizer.mean);
  const scale = graph.tensor('inverse_deviation', [features], standardizer.inverseDeviation);
  const shifted = graph.node('Sub', [INPUT_NAME, mean], 'shifted');
  const standardized = graph.node('Mul', [shifted, scale], 'standardized');
  if (heads.length === 1) {
    writeOneHead(graph, scorer, standardized);
    graph.output(OUTPUT_NAME, [ROWS]);
  } else {
    writeHeads(graph, scorer, standardized);
    graph.output(OUTPUT_NAME, [ROWS]);
    graph.output(HEADS_NAME, [ROWS, heads.length]);
  }
  return graph.model();
}

/** A matrix times a vector is a vector: the output needs no reshaping. */
function writeOneHead(graph: OnnxGraph, scorer: Scorer, standardized: string): void {
  const { shape, heads } = scorer;
  const [{ outputWeights, outputBias }] = heads.map((head) => blocksOf(shape, head)) as [Blocks];
  const last = writeHiddenLayer(graph, scorer, standardized);
  const weights = graph.tensor('output_weights', [outputWeights.length], outputWeights);
  const bias = graph.tensor('output_bias', [1], outputBias);
  const product = graph.node('MatMul', [last, weights], 'output_product');
  graph.node('Add', [product, bias], OUTPUT_NAME);
}

/** Each head listens to its own hidden units only: the other weights of its column are zero. */
function writeHeads(graph: OnnxGraph, scorer: Scorer, standardized: string): void {
  const { shape, heads } = scorer;
  const count = heads.length;
  const blocks = heads.map((head) => blocksOf(shape, head));
  const own = blocks[0]!.outputWeights.length;
  const isShared = shape.kind === 'linear';
  const inputs = isShared ? own : own * count;
  const weights = new Float32Array(inputs * count);
  blocks.forEach(({ outputWeights }, head) => {
    outputWeights.forEach((weight, index) => {
      weights[((isShared ? 0 : head * own) + index) * count + head] = weight;
    });
  });
  const last = writeHiddenLayer(graph, scorer, standardized);
  const outputWeights = graph.tensor('output_weights', [inputs, count], weights);
  const biases = blocks.map(({ outputBias }) => outputBias[0]!);
  const outputBias = graph.tensor('output_bias', [count], Float32Array.from(biases));
  const product = graph.node('MatMul', [last, outputWeights], 'output_product');
  const all = graph.node('Add', [product, outputBias], HEADS_NAME);
  const shares = graph.tensor('shares', [count], new Float32Array(count).fill(1 / count));
  graph.node('MatMul', [all, shares], OUTPUT_NAME);
}

/** The hidden units of all heads, side by side; what comes in where there are none. */
function writeHiddenLayer(
  graph: OnnxGraph,
  { shape, heads }: Scorer,
  standardized: string,
): string {
  if (shape.kind === 'linear') return standardized;
  const { features } = shape;
  const blocks = heads.map((head) => blocksOf(shape, head));
  const units = shape.hiddenUnits * heads.length;
  const rows = concatenated(blocks.map(({ hiddenWeights }) => hiddenWeights));
  const weights = graph.tensor(
    'hidden_weights',
    [features, units],
    transpose(rows, units, features),
  );
  const biases = concatenated(blocks.map(({ hiddenBias }) => hiddenBias));
  const product = graph.node('MatMul', [standardized, weights], 'hidden_product');
  const bias = graph.tensor('hidden_bias', [units], biases);
  const sum = graph.node('Add', [product, bias], 'hidden_sum');
  return graph.node('Tanh', [sum], 'hidden');
}

type Blocks = Record<'hiddenWeights' | 'hiddenBias' | 'outputWeights' | 'outputBias', Float32Array>;

function blocksOf(shape: NetworkShape, head: Float32Array): Blocks {
  const layout = layoutOf(shape);
  const block = ({ start, end }: ParameterBlock) => head.subarray(start, end);
  return {
    hiddenWeights: block(layout.hiddenWeights),
    hiddenBias: block(layout.hiddenBias),
    outputWeights: block(layout.outputWeights),
    outputBias: block(layout.outputBias),
  };
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => [...array]));
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    values,
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!,
  );
}
