import type { Matrix } from "./matrix.ts";

/** A matrix in 8 bits, input channels first: W[n][k] is about data[k * rows + n] * scales[n]. */
export interface SignedColumns {
  /** [columns, rows] */
  readonly data: Int8Array;
  /** [rows]: one scale for each output channel. */
  readonly scales: Float32Array;
  /** [rows]: sum of each output channel's dequantised weights; corrects for the activations' zero point. */
  readonly sums: Float32Array;
}

/** A matrix in 8 bits, output channels first: W[n][k] is about (data[n * columns + k] - WEIGHT_ZERO) * scales[n]. */
export interface UnsignedRows {
  /** [rows, columns] */
  readonly data: Uint8Array;
  /** [rows]: one scale for each output channel. */
  readonly scales: Float32Array;
}

/** The byte of UnsignedRows that stands for 0. */
export const WEIGHT_ZERO = 128;

/** Rows transposed together: 64 neighbours make one cache line of the transposed matrix. */
const TILE_ROWS = 64;

/** Symmetric 8-bit quantisation per output channel: scale = max |w| / 127, values in [-127, 127]. */
export function requantizeColumns(matrix: Matrix): SignedColumns {
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
      const quantized = tile.subarray(t * columns, (t + 1) * columns);
      const scale = quantizeRow(row, quantized, 0);
      scales[first + t] = scale;
      sums[first + t] = scale * quantized.reduce((sum, value) => sum + value, 0);
    }
    for (let k = 0; k < columns; k++) {
      const target = k * rows + first;
      for (let t = 0; t < count; t++) data[target + t] = tile[t * columns + k]!;
    }
  }
  return { data, scales, sums };
}

/** The same quantisation in the file's own order. */
export function requantizeRows(matrix: Matrix): UnsignedRows {
  const { rows, columns } = matrix;
  const data = new Uint8Array(rows * columns);
  const scales = new Float32Array(rows);
  const row = new Float32Array(columns);
  for (let n = 0; n < rows; n++) {
    matrix.readRow(n, row);
    scales[n] = quantizeRow(row, data.subarray(n * columns, (n + 1) * columns), WEIGHT_ZERO);
  }
  return { data, scales };
}

/** Writes round(row / scale) + zero, with row's largest size at 127; returns the scale. */
function quantizeRow(row: Float32Array, out: Int8Array | Uint8Array, zero: number): number {
  let largest = 0;
  for (let k = 0; k < row.length; k++) {
    const size = Math.abs(row[k]!);
    if (size > largest) largest = size;
  }
  const scale = largest > 0 ? Math.fround(largest / 127) : 1;
  const inverse = 1 / scale;
  // Adding 128.5 before truncation rounds half up without Math.round's cost.
  for (let k = 0; k < row.length; k++) out[k] = ((row[k]! * inverse + 128.5) | 0) - 128 + zero;
  return scale;
}
