/** A weight matrix read row by row, so that no whole float copy of a large one is ever held. */
export interface Matrix {
  /** Output channels. */
  readonly rows: number;
  /** Input channels. */
  readonly columns: number;
  /** Writes row `row` into out: [columns]. */
  readRow(row: number, out: Float32Array): void;
}

/** The matrices one below the other: their products with one input come from a single multiplication. */
export function stackMatrices(matrices: readonly Matrix[]): Matrix {
  const owners = matrices.flatMap((matrix) =>
    Array.from({ length: matrix.rows }, (_, row) => ({ matrix, row })),
  );
  return {
    rows: owners.length,
    columns: matrices[0]!.columns,
    readRow(row, out) {
      const owner = owners[row]!;
      owner.matrix.readRow(owner.row, out);
    },
  };
}

/** Some rows of the matrix, in the order of their numbers. */
export function selectRows(matrix: Matrix, numbers: readonly number[]): Matrix {
  return {
    rows: numbers.length,
    columns: matrix.columns,
    readRow: (row, out) => matrix.readRow(numbers[row]!, out),
  };
}

/** The matrix with its values multiplied by a factor. */
export function scaleMatrix(matrix: Matrix, factor: number): Matrix {
  if (factor === 1) return matrix;
  return {
    ...matrix,
    readRow(row, out) {
      matrix.readRow(row, out);
      for (let i = 0; i < out.length; i++) out[i]! *= factor;
    },
  };
}

/**
 * Undoes llama.cpp's row order for rotary embeddings. Its converter interleaves the two halves of each head
 * (rows 2i and 2i+1 rotate together); our graph rotates halves (rows i and i + headDim/2), as `transformers` does.
 */
export function deinterleaveHeads(matrix: Matrix, headDim: number): Matrix {
  const half = headDim / 2;
  return {
    ...matrix,
    readRow(row, out) {
      const within = row % headDim;
      const source = row - within + (within < half ? 2 * within : 2 * (within - half) + 1);
      matrix.readRow(source, out);
    },
  };
}
