import type { GraphBuilder, Value } from "../../src/engine/local/graph/graph-builder.ts";
import type { Matrix } from "../../src/engine/local/matrices/matrix.ts";
import { quantiseBlocks, quantiseChannels } from "./quantise.ts";

/** One way to keep a matrix in an ONNX file and to multiply with it. */
export interface Products {
  /** Activations [N, columns] times the matrix: [N, rows]. */
  linear(graph: GraphBuilder, activations: Value, matrix: Matrix): Value;
  /**
   * The table of embeddings, which is also the last matrix: rows looked up for ids [N], and the product as in linear.
   */
  tied(
    graph: GraphBuilder,
    matrix: Matrix,
  ): { lookUp: (ids: Value) => Value; multiply: (activations: Value) => Value };
}

/** transformers.js' name of a way, and so the end of the file's name. */
export type OnnxType = "q8" | "q4";

const FLOAT = 1;
const UINT8 = 2;
const BLOCK = 32;

/** Each row of activations [N, columns] as unsigned bytes: x = scale * (q - zero). */
function quantiseRows(graph: GraphBuilder, activations: Value) {
  const last = graph.integers(-1);
  const keep = { attributes: { keepdims: 1 } };
  const zero = graph.float(0);
  const maximum = graph.node("Max", [graph.node("ReduceMax", [activations, last], keep), zero]);
  const minimum = graph.node("Min", [graph.node("ReduceMin", [activations, last], keep), zero]);
  const range = graph.node("Sub", [maximum, minimum]);
  const scale = graph.node("Max", [graph.node("Mul", [range, graph.float(1 / 255)]), graph.float(1e-8)]);
  const zeroPoint = graph.node("Round", [graph.node("Neg", [graph.node("Div", [minimum, scale])])]);
  const zeroByte = graph.node("Cast", [zeroPoint], { attributes: { to: UINT8 } });
  const values = graph.node(
    "QuantizeLinear",
    [activations, graph.node("Squeeze", [scale, last]), graph.node("Squeeze", [zeroByte, last])],
    { attributes: { axis: 0 } },
  );
  return { values, scale, negativeOffset: graph.node("Neg", [graph.node("Mul", [scale, zeroPoint])]) };
}

/**
 * Weights as signed bytes with a scale for each output channel, activations as unsigned bytes with a scale for each
 * row: u8 times s8 is the product that onnxruntime's WebAssembly runs fastest.
 */
const q8: Products = {
  linear: (graph, activations, matrix) => q8.tied(graph, matrix).multiply(activations),
  tied(graph, matrix) {
    const { data, scales, sums } = quantiseChannels(matrix);
    const weight = graph.weight(data, [matrix.columns, matrix.rows]);
    const channelScales = graph.weight(scales, [matrix.rows]);
    return {
      lookUp(ids) {
        const columns = graph.node("Gather", [weight, ids], { attributes: { axis: 1 } });
        const values = graph.node("Transpose", [columns], { attributes: { perm: [1, 0] } });
        const scale = graph.node("Unsqueeze", [
          graph.node("Gather", [channelScales, ids], { attributes: { axis: 0 } }),
          graph.integers(-1),
        ]);
        return graph.node("Mul", [graph.node("Cast", [values], { attributes: { to: FLOAT } }), scale]);
      },
      multiply(activations) {
        const { values, scale, negativeOffset } = quantiseRows(graph, activations);
        const one = graph.constant(Float32Array.of(1), []);
        const product = graph.node("MatMulIntegerToFloat", [values, weight, one, channelScales], {
          domain: "com.microsoft",
        });
        const correction = graph.node("Mul", [negativeOffset, graph.weight(sums, [1, matrix.rows])]);
        return graph.node("Add", [graph.node("Mul", [product, scale]), correction]);
      },
    };
  },
};

/**
 * Weights in blocks of 32 bytes with a scale each, which holds the file's own blocks of 4 to 8 bits; activations in
 * floats. The product that WebGPU has kernels for.
 */
const q4: Products = {
  linear: (graph, activations, matrix) => q4.tied(graph, matrix).multiply(activations),
  tied(graph, matrix) {
    const { rows, columns } = matrix;
    const blocks = columns / BLOCK;
    const { data, scales } = quantiseBlocks(matrix, BLOCK);
    const weight = graph.weight(data, [rows, blocks, BLOCK]);
    const blockScales = graph.weight(scales, [rows, blocks]);
    return {
      lookUp(ids) {
        const values = graph.node("Gather", [weight, ids], { attributes: { axis: 0 } }); // [N, blocks, BLOCK]
        const scale = graph.node("Unsqueeze", [
          graph.node("Gather", [blockScales, ids], { attributes: { axis: 0 } }),
          graph.integers(-1),
        ]);
        const centred = graph.node("Sub", [
          graph.node("Cast", [values], { attributes: { to: FLOAT } }),
          graph.float(128),
        ]);
        return graph.node("Reshape", [graph.node("Mul", [centred, scale]), graph.integers(-1, columns)]);
      },
      multiply: (activations) =>
        graph.node("MatMulNBits", [activations, weight, blockScales], {
          domain: "com.microsoft",
          attributes: { K: columns, N: rows, bits: 8, block_size: BLOCK },
        }),
    };
  },
};

export const PRODUCTS: Readonly<Record<OnnxType, Products>> = { q8, q4 };
