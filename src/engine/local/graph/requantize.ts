import type { Matrix } from "./matrix.ts";

/** A matrix in 8-bit integers: W[n][k] is about data[k * rows + n] * scales[n]. */
export interface QuantizedMatrix {
  /** [columns, rows]: transposed, as MatMulInteger wants its second input. */
  readonly data: Int8Array;
  /** [rows]: one scale for each output channel. */
  readonly scales: Float32Array;
  /** [rows]: sum of each output channel's dequantised weights; corrects for the activations' zero point. */
  readonly sums: Float32Array;
}

/** Rows transposed together: 64 neighbours make one cache line of the transposed matrix. */
const TILE_ROWS = 64;

/** Symmetric 8-bit quantisation per output channel: scale = max |w| / 127, values in [-127, 127]. */
export function requantize(matrix: Matrix): QuantizedMatrix {
  const { rows, columns } = matrix;
  const data = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  const sums = new Float32Array(rows);
  const row = new Float32Array(columns);
  const tile = new Int8Array(TILE_ROWS * columns);
  for (let first = 0; first < rows; first += TILE_ROWS) {
    const count = Math.min(TILE_ROWS, rows - first);
    for (let t = 0; t < count; t++) {
      matrix.readRow(first + t, row);
      const { scale, sum } = quantizeRow(row, tile.subarray(t * columns, (t + 1) * columns));
      scales[first + t] = scale;
      sums[first + t] = scale * sum;
    }
    for (let k = 0; k < columns; k++) {
      const target = k * rows + first;
      for (let t = 0; t < count; t++) data[target + t] = tile[t * columns + k]!;
    }
  }
  return { data, scales, sums };
}

function quantizeRow(row: Float32Array, out: Int8Array): { scale: number; sum: number } {
  let largest = 0;
  for (let k = 0; k < row.length; k++) {
    const size = Math.abs(row[k]!);
    if (size > largest) largest = size;
  }
  const scale = largest > 0 ? Math.fround(largest / 127) : 1;
  const inverse = 1 / scale;
  let sum = 0;
  for (let k = 0; k < row.length; k++) {
    // Adding 128.5 before truncation rounds half up without Math.round's cost.
    const value = ((row[k]! * inverse + 128.5) | 0) - 128;
    out[k] = value;
    sum += value;
  }
  return { scale, sum };
}
