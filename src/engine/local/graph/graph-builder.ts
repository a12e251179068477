import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./onnx_pb.js";

/** Name of a value in the graph. */
export type Value = string & { readonly __brand: "Value" };

/** A dimension: a number, or a symbol for one that differs from run to run. */
export type Dimension = number | string;
export type ElementType = "float32" | "int64" | "int32" | "uint8" | "int8";
export type Attribute = number | { readonly float: number } | readonly number[] | string;

interface NodeOptions {
  /** Operator set; "" is ONNX's own. */
  readonly domain?: "" | "com.microsoft";
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/**
 * Weights are kept apart from the graph: onnxruntime reads them as external data, so that no copy goes through
 * protobuf.
 */
export interface BuiltGraph {
  readonly model: Uint8Array;
  /** Path that the graph names, and the bytes that lie there. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
}

const ELEMENT_TYPES: Readonly<Record<ElementType, DataType>> = {
  float32: DataType.FLOAT,
  int64: DataType.INT64,
  int32: DataType.INT32,
  uint8: DataType.UINT8,
  int8: DataType.INT8,
};

type TensorData = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

function elementTypeOf(data: TensorData): ElementType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Int8Array) return "int8";
  if (data instanceof Uint8Array) return "uint8";
  if (data instanceof Int32Array) return "int32";
  return "int64";
}

const bytesOf = (data: TensorData): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Opset 18 has Split's num_outputs and reductions with axes as inputs; onnxruntime-web 1.30 runs it. */
const OPSET = 18n;

/**
 * Writes an ONNX graph node by node. Values are named by the builder, nodes run in the order they were added.
 * Format: ONNX IR (onnx.proto), https://onnx.ai/onnx/repo-docs/IR.html
 */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #external: { path: string; data: Uint8Array }[] = [];
  readonly #constants = new Map<string, Value>();
  #counter = 0;

  /** Declares an input of the graph. */
  input(name: string, type: ElementType, shape: readonly Dimension[]): Value {
    this.#inputs.push(valueInfo(name, type, shape));
    return name as Value;
  }

  /** Declares a value as output of the graph, under a name of its own. */
  output(name: string, value: Value, type: ElementType, shape: readonly Dimension[]): void {
    this.#nodes.push(create(NodeProtoSchema, { opType: "Identity", input: [value], output: [name] }));
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Adds a node with one output. */
  node(operator: string, inputs: readonly Value[], options: NodeOptions = {}): Value {
    return this.nodes(operator, inputs, 1, options)[0]!;
  }

  /** Adds a node with several outputs. */
  nodes(operator: string, inputs: readonly Value[], outputs: number, options: NodeOptions = {}): Value[] {
    const names = Array.from({ length: outputs }, () => this.#name(operator));
    this.#nodes.push(
      create(NodeProtoSchema, {
        opType: operator,
        domain: options.domain ?? "",
        name: this.#name("node"),
        input: [...inputs],
        output: names,
        attribute: Object.entries(options.attributes ?? {}).map(([name, value]) => attribute(name, value)),
      }),
    );
    return names;
  }

  /** A small constant, kept in the graph; equal ones are shared. */
  constant(data: TensorData, shape: readonly number[]): Value {
    const key = `${elementTypeOf(data)}[${shape.join()}]${data.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.#name("constant");
    this.#initializers.push(tensor(name, data, shape, { rawData: bytesOf(data) }));
    this.#constants.set(key, name);
    return name;
  }

  /** A small int64 vector, as shapes and axes want it. */
  integers(...values: number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** A float constant of shape [1]. */
  float(value: number): Value {
    return this.constant(Float32Array.of(value), [1]);
  }

  /** A weight, kept beside the graph. The bytes are not copied. */
  weight(data: TensorData, shape: readonly number[]): Value {
    const name = this.#name("weight");
    this.#external.push({ path: name, data: bytesOf(data) });
    const externalData = [
      { key: "location", value: name },
      { key: "offset", value: "0" },
      { key: "length", value: String(data.byteLength) },
    ];
    this.#initializers.push(tensor(name, data, shape, { dataLocation: DataLocation.EXTERNAL, externalData }));
    return name;
  }

  build(): BuiltGraph {
    const model = create(ModelProtoSchema, {
      irVersion: 9n,
      producerName: "fewshot",
      opsetImport: [
        { domain: "", version: OPSET },
        { domain: "com.microsoft", version: 1n },
      ],
      graph: create(GraphProtoSchema, {
        name: "decoder",
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      }),
    });
    return { model: toBinary(ModelProtoSchema, model), externalData: this.#external };
  }

  #name(stem: string): Value {
    this.#counter += 1;
    return `${stem}_${this.#counter}` as Value;
  }
}

function tensor(name: string, data: TensorData, shape: readonly number[], rest: object): TensorProto {
  const dataType = ELEMENT_TYPES[elementTypeOf(data)];
  return create(TensorProtoSchema, { name, dataType, dims: shape.map(BigInt), ...rest });
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): ValueInfoProto {
  const dim = shape.map((dimension) =>
    typeof dimension === "number"
      ? { value: { case: "dimValue" as const, value: BigInt(dimension) } }
      : { value: { case: "dimParam" as const, value: dimension } },
  );
  const tensorType = { elemType: ELEMENT_TYPES[type], shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: "tensorType", value: tensorType } } });
}

function attribute(name: string, value: Attribute) {
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if (typeof value === "string") {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeType.STRING,
      s: new TextEncoder().encode(value),
    });
  }
  if ("float" in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}
