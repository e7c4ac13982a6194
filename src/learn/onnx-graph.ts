import { bytesField, integerField, message, textField, type Bytes } from './protobuf.ts';

/** IR 8 and operator set 17 are of 2022: any runtime in use reads them. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

/** Field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, by message. */
const ModelProto = { ir_version: 1, producer_name: 2, graph: 7, opset_import: 8 } as const;
const OperatorSetIdProto = { version: 2 } as const;
const GraphProto = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NodeProto = { input: 1, output: 2, name: 3, op_type: 4, attribute: 5 } as const;
const AttributeProto = { name: 1, i: 3, ints: 8, type: 20 } as const;
const TensorProto = { dims: 1, data_type: 2, name: 8, raw_data: 9 } as const;
const ValueInfoProto = { name: 1, type: 2 } as const;
const TypeProto = { tensor_type: 1 } as const;
const TensorTypeProto = { elem_type: 1, shape: 2 } as const;
const TensorShapeProto = { dim: 1 } as const;
const DimensionProto = { dim_value: 1, dim_param: 2 } as const;

/** TensorProto.DataType */
const DataType = { FLOAT: 1, INT64: 7 } as const;

/** AttributeProto.AttributeType */
const AttributeType = { INT: 2, INTS: 7 } as const;

/** Sizes; a text is the name of a free size. */
export type Dimensions = readonly (number | string)[];

/** Whole numbers from 0 up, which is all that the graphs here need. */
export type Attributes = Readonly<Record<string, number | readonly number[]>>;

/**
 * Collects the nodes, constants, inputs and outputs of an ONNX model. Inputs, outputs and constants
 * of floats have 32 bits. Methods that add a value return its name. Equal calls give equal bytes.
 */
export class OnnxGraph {
  readonly #name: string;
  readonly #fields: Bytes[] = [];
  readonly #signature: Bytes[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, dims: Dimensions): string {
    this.#signature.push(bytesField(GraphProto.input, valueInfo(name, dims)));
    return name;
  }

  output(name: string, dims: Dimensions): void {
    this.#signature.push(bytesField(GraphProto.output, valueInfo(name, dims)));
  }

  tensor(name: string, dims: readonly number[], values: Float32Array | BigInt64Array): string {
    const type = values instanceof Float32Array ? DataType.FLOAT : DataType.INT64;
    const tensor = message(
      ...dims.map((size) => integerField(TensorProto.dims, size)),
      integerField(TensorProto.data_type, type),
      textField(TensorProto.name, name),
      bytesField(TensorProto.raw_data, littleEndian(values)),
    );
    this.#fields.push(bytesField(GraphProto.initializer, tensor));
    return name;
  }

  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Attributes = {},
  ): string {
    const node = message(
      ...inputs.map((input) => textField(NodeProto.input, input)),
      textField(NodeProto.output, output),
      textField(NodeProto.name, output),
      textField(NodeProto.op_type, operator),
      ...Object.entries(attributes).map(([name, value]) =>
        bytesField(NodeProto.attribute, attribute(name, value)),
      ),
    );
    this.#fields.push(bytesField(GraphProto.node, node));
    return output;
  }

  /** The serialised ModelProto. */
  model(): Bytes {
    return message(
      integerField(ModelProto.ir_version, IR_VERSION),
      textField(ModelProto.producer_name, 'armap'),
      bytesField(
        ModelProto.graph,
        message(...this.#fields, textField(GraphProto.name, this.#name), ...this.#signature),
      ),
      bytesField(ModelProto.opset_import, integerField(OperatorSetIdProto.version, OPERATOR_SET)),
    );
  }
}

function attribute(name: string, value: number | readonly number[]): Bytes {
  return typeof value === 'number'
    ? message(
        textField(AttributeProto.name, name),
        integerField(AttributeProto.i, value),
        integerField(AttributeProto.type, AttributeType.INT),
      )
    : message(
        textField(AttributeProto.name, name),
        ...value.map((item) => integerField(AttributeProto.ints, item)),
        integerField(AttributeProto.type, AttributeType.INTS),
      );
}

function valueInfo(name: string, dims: Dimensions): Bytes {
  const shape = dims.map((size) =>
    bytesField(
      TensorShapeProto.dim,
      typeof size === 'number'
        ? integerField(DimensionProto.dim_value, size)
        : textField(DimensionProto.dim_param, size),
    ),
  );
  const tensorType = message(
    integerField(TensorTypeProto.elem_type, DataType.FLOAT),
    bytesField(TensorTypeProto.shape, message(...shape)),
  );
  return message(
    textField(ValueInfoProto.name, name),
    bytesField(ValueInfoProto.type, bytesField(TypeProto.tensor_type, tensorType)),
  );
}

function littleEndian(values: Float32Array | BigInt64Array): Bytes {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  values.forEach((value: number | bigint, index: number) => {
    if (typeof value === 'number') view.setFloat32(4 * index, value, true);
    else view.setBigInt64(8 * index, value, true);
  });
  return bytes;
}
