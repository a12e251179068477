import type { BlockType } from "../gguf/block-types/block-type.ts";
import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { READ_ROWS, type DecoderWeights } from "../matrices/decoder-weights.ts";
import { uniformBuffer } from "./buffers.ts";
import { DeviceMatrix, type RowListener } from "./device-matrix.ts";
import type { KernelSet } from "./kernel-set.ts";
import { embeddingKernel } from "./kernels/embedding.ts";
import { MOST_CHUNKS, CHUNK } from "./kernels/candidates.ts";
import { step, type Step } from "./step.ts";

/** Bytes of the levels of a piece at most: less than every device lets a kernel see at once. */
const PIECE_BYTES = 2 ** 26;

interface Piece {
  readonly first: number;
  readonly matrix: DeviceMatrix;
  /** How many rows are scored, and the first token: (u32, u32) */
  readonly run: GPUBuffer;
}

/** A matrix with a row for each token, in pieces on the device. */
export class DeviceVocabulary {
  readonly size: number;
  readonly hidden: number;
  readonly pieces: readonly Piece[];
  readonly #device: GPUDevice;

  private constructor(device: GPUDevice, size: number, hidden: number) {
    this.#device = device;
    this.size = size;
    this.hidden = hidden;
    const perPiece = Math.floor(PIECE_BYTES / hidden / READ_ROWS) * READ_ROWS;
    this.pieces = Array.from({ length: Math.ceil(size / perPiece) }, (_, i) => ({
      first: i * perPiece,
      matrix: new DeviceMatrix(device, Math.min(perPiece, size - i * perPiece), hidden),
      run: uniformBuffer(device, 8),
    }));
    for (const { run, first } of this.pieces) device.queue.writeBuffer(run, 0, Uint32Array.of(0, first));
  }

  /** Reads and packs the matrix `name`. onRow: told each row as the device has it */
  static async load(
    device: GPUDevice,
    { size, hidden }: { readonly size: number; readonly hidden: number },
    weights: DecoderWeights,
    name: string,
    onRow: RowListener = () => {},
  ): Promise<DeviceVocabulary> {
    if (Math.ceil(size / CHUNK) > MOST_CHUNKS) throw new Error(`a vocabulary of ${size} tokens is too large`);
    const type: BlockType = weights.typeOf(name, size, hidden);
    const vocabulary = new DeviceVocabulary(device, size, hidden);
    for (const { first, matrix } of vocabulary.pieces) {
      for (let from = 0; from < matrix.rows; from += READ_ROWS) {
        const count = Math.min(READ_ROWS, matrix.rows - from);
        const raw = await weights.rawRows(name, first + from, count);
        const rows = new Float32Array(count * hidden);
        type.dequantize(raw, rows);
        if (type === q8_0) {
          matrix.writeQ8(from, raw);
          for (let row = 0; row < count; row++)
            onRow(first + from + row, rows.subarray(row * hidden, (row + 1) * hidden));
        } else matrix.write(from, rows, (row, values) => onRow(first + row, values));
      }
    }
    return vocabulary;
  }

  /** Steps that write the rows of ids, times a scale, to the state. */
  async embed(kernels: KernelSet, scale: number, ids: GPUBuffer, state: GPUBuffer): Promise<Step[]> {
    return Promise.all(
      this.pieces.map(async ({ matrix, run }) => {
        const kernel = await kernels.compile(embeddingKernel(matrix.rows, this.hidden, scale));
        const buffers = [matrix.levels, matrix.factors, ids, state, run];
        return step(this.#device, kernel, buffers, (rows) => [rows, 1]);
      }),
    );
  }
}
