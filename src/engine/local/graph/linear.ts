import type { GraphBuilder, Value } from "./graph-builder.ts";
import type { Matrix } from "./matrix.ts";
import { requantize } from "./requantize.ts";

/** An activation made ready for one or more products; what is inside depends on the kernel. */
export interface PreparedActivation {
  readonly values: Value;
  /** [S, 1]: scale of each row, and minus scale times zero point; absent in float arithmetic. */
  readonly quantization?: { readonly scale: Value; readonly negativeOffset: Value };
}

/** One way to multiply activations by weights. Kept apart so that each arithmetic is one entry of LINEAR_KERNELS. */
export interface LinearKernel {
  /** activation: [S, columns] */
  prepare(graph: GraphBuilder, activation: Value): PreparedActivation;
  /** Returns [S, rows]. */
  multiply(graph: GraphBuilder, activation: PreparedActivation, matrix: Matrix): Value;
}

export type Arithmetic = "float32" | "int8";

const float32: LinearKernel = {
  prepare: (_graph, activation) => ({ values: activation }),
  multiply(graph, activation, matrix) {
    const transposed = new Float32Array(matrix.rows * matrix.columns);
    const row = new Float32Array(matrix.columns);
    for (let n = 0; n < matrix.rows; n++) {
      matrix.readRow(n, row);
      for (let k = 0; k < matrix.columns; k++) transposed[k * matrix.rows + n] = row[k]!;
    }
    return graph.node("MatMul", [activation.values, graph.weight(transposed, [matrix.columns, matrix.rows])]);
  },
};

/**
 * Weights int8 per output channel, activations uint8 asymmetric per row:
 *   x = scale * (q - zero),  W = s_n * w   =>   x W = scale * s_n * (q w) - scale * zero * s_n * sum(w)
 * The product of integers is exact; the second term is a rank-1 correction. u8 x s8 is the one integer product
 * that onnxruntime's WebAssembly kernels run fast (see DECISIONS.md).
 */
const int8: LinearKernel = {
  prepare(graph, activation) {
    const last = graph.integers(-1);
    const keep = { attributes: { keepdims: 1 } };
    const zero = graph.float(0);
    const maximum = graph.node("Max", [graph.node("ReduceMax", [activation, last], keep), zero]);
    const minimum = graph.node("Min", [graph.node("ReduceMin", [activation, last], keep), zero]);
    const range = graph.node("Sub", [maximum, minimum]);
    const scale = graph.node("Max", [graph.node("Mul", [range, graph.float(1 / 255)]), graph.float(1e-8)]);
    const zeroPoint = graph.node("Round", [graph.node("Neg", [graph.node("Div", [minimum, scale])])]);
    const zeroByte = graph.node("Cast", [zeroPoint], { attributes: { to: 2 } });
    const values = graph.node(
      "QuantizeLinear",
      [activation, graph.node("Squeeze", [scale, last]), graph.node("Squeeze", [zeroByte, last])],
      { attributes: { axis: 0 } },
    );
    const negativeOffset = graph.node("Neg", [graph.node("Mul", [scale, zeroPoint])]);
    return { values, quantization: { scale, negativeOffset } };
  },
  multiply(graph, activation, matrix) {
    const { data, scales, sums } = requantize(matrix);
    const { scale, negativeOffset } = activation.quantization!;
    const weight = graph.weight(data, [matrix.columns, matrix.rows]);
    const one = graph.constant(Float32Array.of(1), []);
    const product = graph.node(
      "MatMulIntegerToFloat",
      [activation.values, weight, one, graph.weight(scales, [matrix.rows])],
      { domain: "com.microsoft" },
    );
    const correction = graph.node("Mul", [negativeOffset, graph.weight(sums, [1, matrix.rows])]);
    return graph.node("Add", [graph.node("Mul", [product, scale]), correction]);
  },
};

export const LINEAR_KERNELS: Readonly<Record<Arithmetic, LinearKernel>> = { float32, int8 };
