import type { Matrix } from "../matrices/matrix.ts";
import type { Embeddings } from "./head.ts";

/** Token embeddings, dequantised row by row from the bytes of the file: a float copy would be four times as large. */
export class EmbeddingTable implements Embeddings {
  readonly #matrix: Matrix;
  readonly #scale: number;

  /** @param scale every embedding is multiplied by this */
  constructor(matrix: Matrix, scale: number) {
    this.#matrix = matrix;
    this.#scale = scale;
  }

  async lookUp(ids: readonly number[]): Promise<Float32Array> {
    const width = this.#matrix.columns;
    const rows = new Float32Array(ids.length * width);
    for (const [i, id] of ids.entries()) this.#matrix.readRow(id, rows.subarray(i * width, (i + 1) * width));
    for (let i = 0; i < rows.length; i++) rows[i]! *= this.#scale;
    return rows;
  }
}
