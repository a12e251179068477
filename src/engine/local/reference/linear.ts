import type { GraphBuilder, Value } from "../graph/graph-builder.ts";
import type { Matrix } from "../matrices/matrix.ts";

/** The product of activations [S, columns] with a matrix: [S, rows], in 32-bit floating point. */
export function linear(graph: GraphBuilder, activation: Value, matrix: Matrix): Value {
  const transposed = new Float32Array(matrix.rows * matrix.columns);
  const row = new Float32Array(matrix.columns);
  for (let n = 0; n < matrix.rows; n++) {
    matrix.readRow(n, row);
    for (let k = 0; k < matrix.columns; k++) transposed[k * matrix.rows + n] = row[k]!;
  }
  return graph.node("MatMul", [activation, graph.weight(transposed, [matrix.columns, matrix.rows])]);
}
