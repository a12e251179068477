import { HALF_TO_FLOAT } from "../gguf/block-types/half-precision.ts";
import { q8_0 } from "../gguf/block-types/q8_0.ts";
import type { Matrix } from "../matrices/matrix.ts";
import { storageBuffer } from "./buffers.ts";
import { BLOCK, packRow } from "./pack-block.ts";

/** Rows that go to the device at once. */
const CHUNK_ROWS = 256;

/** Told every row of a matrix with the values that the device now has of it. */
export type RowListener = (row: number, values: Float32Array) => void;

/** A matrix on the device: a level of one byte for each weight; for each block of 32 a factor and a minimum. */
export class DeviceMatrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows][columns] bytes */
  readonly levels: GPUBuffer;
  /** [rows][columns / 32] (factor, minimum) f32 */
  readonly factors: GPUBuffer;
  readonly #device: GPUDevice;

  constructor(device: GPUDevice, rows: number, columns: number) {
    this.#device = device;
    this.rows = rows;
    this.columns = columns;
    this.levels = storageBuffer(device, rows * columns);
    this.factors = storageBuffer(device, (rows * columns * 8) / BLOCK);
  }

  /** Packs all rows of a matrix of the same size. */
  fill(matrix: Matrix, onRow: RowListener): void {
    const values = new Float32Array(this.columns);
    const read = (row: number): Float32Array => {
      matrix.readRow(row, values);
      return values;
    };
    this.#packRows(0, this.rows, read, onRow);
  }

  /** Packs rows [count, columns] from row `first` on. */
  write(first: number, rows: Float32Array, onRow: RowListener): void {
    const { columns } = this;
    const row = (at: number) => rows.subarray((at - first) * columns, (at - first + 1) * columns);
    this.#packRows(first, rows.length / columns, row, onRow);
  }

  /** Takes rows of Q8_0 blocks from row `first` on as they are: a level is the signed byte and 128. */
  writeQ8(first: number, rows: Uint8Array): void {
    const aligned = rows.byteOffset % 2 === 0 ? rows : rows.slice();
    const pairs = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
    const blocks = aligned.length / q8_0.blockBytes;
    const levels = new Uint16Array((blocks * BLOCK) / 2);
    const factors = new Float32Array(blocks * 2);
    for (let block = 0, from = 0, to = 0; block < blocks; block++) {
      const scale = HALF_TO_FLOAT[pairs[from++]!]!;
      factors[2 * block] = scale * 255;
      factors[2 * block + 1] = scale * -128;
      for (let i = 0; i < BLOCK / 2; i++) levels[to++] = pairs[from++]! ^ 0x8080;
    }
    const { queue } = this.#device;
    queue.writeBuffer(this.levels, first * this.columns, levels);
    queue.writeBuffer(this.factors, ((first * this.columns) / BLOCK) * 8, factors);
  }

  #packRows(first: number, count: number, rowAt: (row: number) => Float32Array, onRow: RowListener): void {
    const { columns } = this;
    const blocks = columns / BLOCK;
    const most = Math.min(CHUNK_ROWS, count);
    const levels = new Uint8Array(most * columns);
    const factors = new Float32Array(most * blocks * 2);
    for (let from = 0; from < count; from += most) {
      const rows = Math.min(most, count - from);
      for (let r = 0; r < rows; r++) {
        const values = rowAt(first + from + r);
        packRow(values, levels, factors, r * blocks);
        onRow(first + from + r, values);
      }
      const { queue } = this.#device;
      queue.writeBuffer(this.levels, (first + from) * columns, levels, 0, rows * columns);
      queue.writeBuffer(this.factors, (first + from) * blocks * 8, factors, 0, rows * blocks * 2);
    }
  }
}
