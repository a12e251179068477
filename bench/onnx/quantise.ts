import type { Matrix } from "../../src/engine/local/matrices/matrix.ts";

/** Rows transposed together: 64 neighbours make one cache line of the transposed matrix. */
const TILE_ROWS = 64;
const LARGEST = 127;

/**
 * Symmetric 8-bit quantisation by output channel: W[n][k] is about data[k * rows + n] * scales[n].
 * data: [columns, rows]; scales: [rows]; sums: [rows], of each channel's weights as they are after it.
 */
export function quantiseChannels(matrix: Matrix) {
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
      const scale = scaleOf(row);
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += tile[t * columns + k] = nearest(row[k]! / scale);
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

/**
 * Symmetric 8-bit quantisation by blocks of a row, as MatMulNBits wants them: W[n][k] is about
 * (data[n * columns + k] - 128) * scales[(n * columns + k) / block].
 */
export function quantiseBlocks(matrix: Matrix, block: number) {
  const { rows, columns } = matrix;
  const data = new Uint8Array(rows * columns);
  const scales = new Float32Array((rows * columns) / block);
  const row = new Float32Array(columns);
  for (let n = 0; n < rows; n++) {
    matrix.readRow(n, row);
    for (let first = 0; first < columns; first += block) {
      const at = n * columns + first;
      const scale = scaleOf(row.subarray(first, first + block));
      scales[at / block] = scale;
      for (let k = 0; k < block; k++) data[at + k] = nearest(row[first + k]! / scale) + 128;
    }
  }
  return { data, scales };
}

function scaleOf(values: Float32Array): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]!));
  return largest > 0 ? Math.fround(largest / LARGEST) : 1;
}

/** Adding before truncation rounds half up without the cost of Math.round. */
const nearest = (value: number): number => ((value + 128.5) | 0) - 128;
