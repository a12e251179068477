import type { GraphBuilder, Value } from "./graph-builder.ts";
import type { Matrix } from "./matrix.ts";
import { requantizeColumns, requantizeRows, WEIGHT_ZERO } from "./requantize.ts";

/** An activation made ready for one or more products; what is inside depends on the kernel. */
export interface PreparedActivation {
  /** [S, columns] */
  readonly values: Value;
  /** [S]: scale and zero point of each row; absent in float arithmetic. */
  readonly quantization?: { readonly scale: Value; readonly zeroPoint: Value };
}

/** One way to multiply activations by weights. Kept apart so that each arithmetic is one entry of LINEAR_KERNELS. */
export interface LinearKernel {
  /** activation: [S, columns] */
  prepare(graph: GraphBuilder, activation: Value): PreparedActivation;
  /** Returns [S, rows]. Best for many activations. */
  multiply(graph: GraphBuilder, activation: PreparedActivation, matrix: Matrix): Value;
  /** The same; best for few activations and many weights. */
  multiplyWide(graph: GraphBuilder, activation: PreparedActivation, matrix: Matrix): Value;
}

export type Arithmetic = "float32" | "int8";

/** The matrix [S, N] as [N, S]. */
const transpose = (graph: GraphBuilder, value: Value): Value =>
  graph.node("Transpose", [value], { attributes: { perm: [1, 0] } });

const float32: LinearKernel = {
  prepare: (_graph, activation) => ({ values: activation }),
  multiply(graph, { values }, matrix) {
    const { rows, columns } = matrix;
    const weight = new Float32Array(rows * columns);
    for (let n = 0; n < rows; n++) matrix.readRow(n, weight.subarray(n * columns, (n + 1) * columns));
    const product = graph.node("MatMul", [graph.weight(weight, [rows, columns]), transpose(graph, values)]);
    return transpose(graph, product);
  },
  multiplyWide: (graph, activation, matrix) => float32.multiply(graph, activation, matrix),
};

/**
 * Weights int8 per output channel, activations uint8 asymmetric per row:
 *   x = scale * (q - zero),  W = s_n * w   =>   x W = scale * s_n * (q w) - scale * zero * s_n * sum(w)
 * The product of integers is exact. onnxruntime's WebAssembly kernels copy the second matrix of a product into tiles at
 * every run, and know a scale and a zero point for each of its columns but not for the rows of the first (measurements
 * in DECISIONS.md). So there are two ways:
 */
const int8: LinearKernel = {
  prepare(graph, activation) {
    const last = graph.integers(-1);
    const drop = { attributes: { keepdims: 0 } };
    const zero = graph.float(0);
    const maximum = graph.node("Max", [graph.node("ReduceMax", [activation, last], drop), zero]);
    const minimum = graph.node("Min", [graph.node("ReduceMin", [activation, last], drop), zero]);
    const range = graph.node("Sub", [maximum, minimum]);
    const scale = graph.node("Max", [graph.node("Mul", [range, graph.float(1 / 255)]), graph.float(1e-8)]);
    const offset = graph.node("Round", [graph.node("Neg", [graph.node("Div", [minimum, scale])])]);
    const zeroPoint = graph.node("Cast", [offset], { attributes: { to: UINT8 } });
    const values = graph.node("QuantizeLinear", [activation, scale, zeroPoint], { attributes: { axis: 0 } });
    return { values, quantization: { scale, zeroPoint } };
  },

  /** Activations first; the second term above is a rank-1 correction. */
  multiply(graph, { values, quantization }, matrix) {
    const { data, scales, sums } = requantizeColumns(matrix);
    const one = graph.constant(Float32Array.of(1), []);
    const product = graph.node(
      "MatMulIntegerToFloat",
      [values, graph.weight(data, [matrix.columns, matrix.rows]), one, graph.weight(scales, [matrix.rows])],
      { domain: "com.microsoft" },
    );
    const column = (value: Value) => graph.node("Unsqueeze", [value, graph.integers(1)]);
    const scale = column(quantization!.scale);
    const zero = column(graph.node("Cast", [quantization!.zeroPoint], { attributes: { to: FLOAT } }));
    const offset = graph.node("Neg", [graph.node("Mul", [scale, zero])]);
    const correction = graph.node("Mul", [offset, graph.weight(sums, [1, matrix.rows])]);
    return graph.node("Add", [graph.node("Mul", [product, scale]), correction]);
  },

  /** Weights first, so that what is copied is small, and the kernel sees to the activations' scales and zero points. */
  multiplyWide(graph, { values, quantization }, matrix) {
    const { data, scales } = requantizeRows(matrix);
    const product = graph.node(
      "MatMulIntegerToFloat",
      [
        graph.weight(data, [matrix.rows, matrix.columns]),
        transpose(graph, values),
        graph.constant(Float32Array.of(1), []),
        quantization!.scale,
        graph.constant(Uint8Array.of(WEIGHT_ZERO), []),
        quantization!.zeroPoint,
      ],
      { domain: "com.microsoft" },
    );
    return graph.node("Mul", [transpose(graph, product), graph.weight(scales, [1, matrix.rows])]);
  },
};

export const LINEAR_KERNELS: Readonly<Record<Arithmetic, LinearKernel>> = { float32, int8 };

/** ONNX's numbers of element types. */
const FLOAT = 1;
const UINT8 = 2;
