export type BlockTypeName =
  "F32" | "F16" | "BF16" | "Q4_0" | "Q4_1" | "Q5_0" | "Q5_1" | "Q8_0" | "Q4_K" | "Q5_K" | "Q6_K";

/**
 * How GGML stores a run of weights. A tensor's rows are whole blocks, one after the other.
 * Layouts: ggml's `ggml-common.h` (block_q4_0 …); arithmetic: `dequantize_row_*` in `ggml-quants.c`.
 * Little-endian machines only, which is every machine that runs WebAssembly.
 */
export interface BlockType {
  readonly name: BlockTypeName;
  /** Values in one block. */
  readonly blockLength: number;
  /** Bytes of one block. */
  readonly blockBytes: number;
  /**
   * Fills `out` with the values of whole blocks. `bytes`: [blocks * blockBytes], any alignment.
   * `out`: [blocks * blockLength].
   */
  dequantize(bytes: Uint8Array, out: Float32Array): void;
}
