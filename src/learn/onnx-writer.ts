import { layoutOf, type NetworkShape, type ParameterBlock } from './network-shape.ts';
import { bytesField, integerField, message, textField, type Bytes } from './protobuf.ts';
import type { Scorer } from './scorer.ts';

/** The model's input: raw features, float32, `[rows, features]`. */
export const INPUT_NAME = 'features';

/** The model's output: raw rewards, float32, `[rows]`. */
export const OUTPUT_NAME = 'raw';

/** A second output of models with several heads: what each of them says, float32, `[rows, heads]`. */
export const HEADS_NAME = 'heads';

/** IR 8 and operator set 17 are of 2022: any runtime in use reads them. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

/** The symbolic name of the number of rows, which is free. */
const ROWS = 'rows';

/** Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, by message. */
const ModelProto = { ir_version: 1, producer_name: 2, graph: 7, opset_import: 8 } as const;
const OperatorSetIdProto = { version: 2 } as const;
const GraphProto = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NodeProto = { input: 1, output: 2, name: 3, op_type: 4 } as const;
const TensorProto = { dims: 1, data_type: 2, name: 8, raw_data: 9 } as const;
const ValueInfoProto = { name: 1, type: 2 } as const;
const TypeProto = { tensor_type: 1 } as const;
const TensorTypeProto = { elem_type: 1, shape: 2 } as const;
const TensorShapeProto = { dim: 1 } as const;
const DimensionProto = { dim_value: 1, dim_param: 2 } as const;

/** TensorProto.DataType.FLOAT */
const FLOAT = 1;

/**
 * The scorer as an ONNX model (serialised ModelProto): standardise, then the networks, side by side.
 * Equal scorers give equal bytes.
 */
export function writeOnnx(scorer: Scorer): Bytes {
  const { shape, standardizer, heads } = scorer;
  const { features } = shape;
  const graph = new GraphBuilder();
  const mean = graph.tensor('mean', [features], standardizer.mean);
  const scale = graph.tensor('inverse_deviation', [features], standardizer.inverseDeviation);
  const shifted = graph.node('Sub', [INPUT_NAME, mean], 'shifted');
  const standardized = graph.node('Mul', [shifted, scale], 'standardized');
  const isEnsemble = heads.length > 1;
  if (isEnsemble) writeHeads(graph, scorer, standardized);
  else writeOneHead(graph, scorer, standardized);
  return message(
    integerField(ModelProto.ir_version, IR_VERSION),
    textField(ModelProto.producer_name, 'armap'),
    bytesField(
      ModelProto.graph,
      message(
        graph.bytes(),
        textField(GraphProto.name, 'reward'),
        bytesField(GraphProto.input, valueInfo(INPUT_NAME, [ROWS, features])),
        bytesField(GraphProto.output, valueInfo(OUTPUT_NAME, [ROWS])),
        ...(isEnsemble
          ? [bytesField(GraphProto.output, valueInfo(HEADS_NAME, [ROWS, heads.length]))]
          : []),
      ),
    ),
    bytesField(ModelProto.opset_import, integerField(OperatorSetIdProto.version, OPERATOR_SET)),
  );
}

/** A matrix times a vector is a vector: the output needs no reshaping. */
function writeOneHead(graph: GraphBuilder, scorer: Scorer, standardized: string): void {
  const { shape, heads } = scorer;
  const [{ outputWeights, outputBias }] = heads.map((head) => blocksOf(shape, head)) as [Blocks];
  const last = writeHiddenLayer(graph, scorer, standardized);
  const weights = graph.tensor('output_weights', [outputWeights.length], outputWeights);
  const bias = graph.tensor('output_bias', [1], outputBias);
  const product = graph.node('MatMul', [last, weights], 'output_product');
  graph.node('Add', [product, bias], OUTPUT_NAME);
}

/** Each head listens to its own hidden units only: the other weights of its column are zero. */
function writeHeads(graph: GraphBuilder, scorer: Scorer, standardized: string): void {
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
  graph: GraphBuilder,
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

/** Collects nodes and constant tensors; each method returns the name of what it adds. */
class GraphBuilder {
  readonly #fields: Bytes[] = [];

  tensor(name: string, dims: readonly number[], values: Float32Array): string {
    const tensor = message(
      ...dims.map((size) => integerField(TensorProto.dims, size)),
      integerField(TensorProto.data_type, FLOAT),
      textField(TensorProto.name, name),
      bytesField(TensorProto.raw_data, littleEndian(values)),
    );
    this.#fields.push(bytesField(GraphProto.initializer, tensor));
    return name;
  }

  node(operator: string, inputs: readonly string[], output: string): string {
    const node = message(
      ...inputs.map((input) => textField(NodeProto.input, input)),
      textField(NodeProto.output, output),
      textField(NodeProto.name, output),
      textField(NodeProto.op_type, operator),
    );
    this.#fields.push(bytesField(GraphProto.node, node));
    return output;
  }

  bytes(): Bytes {
    return message(...this.#fields);
  }
}

/** @param dims sizes; a text is the name of a free size */
function valueInfo(name: string, dims: readonly (number | string)[]): Bytes {
  const shape = dims.map((size) =>
    bytesField(
      TensorShapeProto.dim,
      typeof size === 'number'
        ? integerField(DimensionProto.dim_value, size)
        : textField(DimensionProto.dim_param, size),
    ),
  );
  const tensorType = message(
    integerField(TensorTypeProto.elem_type, FLOAT),
    bytesField(TensorTypeProto.shape, message(...shape)),
  );
  return message(
    textField(ValueInfoProto.name, name),
    bytesField(ValueInfoProto.type, bytesField(TypeProto.tensor_type, tensorType)),
  );
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    values,
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!,
  );
}

function littleEndian(values: Float32Array): Bytes {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return bytes;
}
