import { growTo } from "../wasm-kernel.ts";
import type { ChannelStatistics } from "./channels.ts";
import { AllRows, rowBlocks, RowsFromFile, type ExactRows, type RowFile } from "./exact-rows.ts";
import { bestVariant, instantiateKernel, type KernelVariant, type VocabularyKernel } from "./kernel.ts";
import { q8RowBytes } from "./q8-rows.ts";
import type { TokenScores } from "./scores.ts";
import { ShardScorer, type ShardScores, type ShardSize } from "./shard-scorer.ts";

/** A preview begins with its squared errors (f64); nibbles and scales (f32) of its tokens follow, in whole blocks. */
const PREVIEW_START = 8;
/** The kernel's BLOCK. */
const BLOCK_TOKENS = 16;

/** Bytes of the preview of so many tokens. */
export const previewBytes = (tokens: number, hidden: number): number =>
  PREVIEW_START + Math.ceil(tokens / BLOCK_TOKENS) * BLOCK_TOKENS * (hidden / 2 + 4);

/**
 * A stretch of the vocabulary, and the product of hidden states with it: a 4-bit preview of all tokens, then the exact
 * logits of those that the preview finds likely. The sum of exponentials takes exact terms where there are some, and
 * preview terms for the rest. A row's scores do not depend on the rows beside it.
 */
export class VocabularyShard {
  readonly size: ShardSize;
  /** Whether it reads exact rows by itself. */
  readonly readsRows: boolean;
  readonly #kernel: VocabularyKernel;
  readonly #memory: WebAssembly.Memory;
  readonly #blockTokens: number;
  readonly #rowBytes: number;
  readonly #exactRows: ExactRows;
  readonly #scorer: ShardScorer;
  /** Sum over tokens of the mean squared error of their preview. */
  #squaredErrors = 0;

  private constructor(
    size: ShardSize,
    channels: ChannelStatistics,
    file: RowFile | null,
    kernel: VocabularyKernel,
    memory: WebAssembly.Memory,
  ) {
    this.size = size;
    this.readsRows = file !== null;
    this.#kernel = kernel;
    this.#memory = memory;
    this.#blockTokens = kernel.BLOCK.value;
    this.#rowBytes = q8RowBytes(size.hidden);
    const tokenBlocks = Math.ceil(size.tokens / this.#blockTokens);
    const blocks = rowBlocks(tokenBlocks, file);
    growTo(memory, kernel.layOut(tokenBlocks, size.hidden, blocks));
    kernel.start();
    const [rowBytes, blockTokens] = [this.#rowBytes, this.#blockTokens];
    const room = () => new Uint8Array(memory.buffer, kernel.rows.value, blocks * blockTokens * rowBytes);
    const layout = { tokens: size.tokens, rowBytes, blockTokens, room };
    this.#exactRows = file === null ? new AllRows() : new RowsFromFile(file, layout, blocks);
    this.#scorer = new ShardScorer(size, channels, { kernel, memory, exactRows: this.#exactRows });
  }

  /**
   * Throws a RangeError when there is no memory for it.
   * @param channels of the whole vocabulary; the preview leaves the means out
   * @param file the rows of the shard's tokens; null keeps those that are loaded in memory
   */
  static async create(
    size: ShardSize,
    channels: ChannelStatistics,
    file: RowFile | null,
    variant: KernelVariant = bestVariant(),
  ): Promise<VocabularyShard> {
    const memory = new WebAssembly.Memory({ initial: 1 });
    return new VocabularyShard(size, channels, file, await instantiateKernel(memory, variant), memory);
  }

  /**
   * Takes `count` consecutive tokens, no more than it keeps rows of, from `token` on, a multiple of 16 counted from the
   * shard's first. All must be there before any is scored. rows: in Q8_0; null where the shard reads rows by itself and
   * a preview is given.
   * preview: what an earlier load of these rows gave; null makes it. Gives the preview that was made, or null.
   */
  load(
    token: number,
    count: number,
    rows: Uint8Array | null,
    preview: Uint8Array | null,
  ): Uint8Array<ArrayBuffer> | null {
    // Where rows are read when they are wanted, these are here for their preview only.
    const from = this.readsRows ? 0 : token;
    if (rows !== null) {
      const at = this.#kernel.rows.value + from * this.#rowBytes;
      new Uint8Array(this.#memory.buffer, at, rows.length).set(rows);
    }
    const parts = this.#previewParts(token, count);
    const squaredErrors = this.#kernel.squaredErrors;
    if (preview !== null) {
      const { byteOffset, length } = preview;
      this.#squaredErrors += new DataView(preview.buffer, byteOffset, length).getFloat64(0);
      for (const { bytes, from } of parts) bytes.set(preview.subarray(from, from + bytes.length));
      return null;
    }
    squaredErrors.value = 0;
    this.#kernel.makePreview(token, count, from);
    this.#squaredErrors += squaredErrors.value;
    const made = new Uint8Array(previewBytes(count, this.size.hidden));
    new DataView(made.buffer).setFloat64(0, squaredErrors.value);
    for (const { bytes, from } of parts) made.set(bytes, from);
    return made;
  }

  /** Where the preview of some tokens lies in the memory, and from which byte on in what `load` takes and gives. */
  #previewParts(token: number, tokens: number) {
    const { weights, fineWeights, scales, coarse } = this.#kernel;
    const count = Math.ceil(tokens / this.#blockTokens) * this.#blockTokens;
    let from = PREVIEW_START;
    const part = (place: number, tokenBytes: number) => {
      const bytes = new Uint8Array(this.#memory.buffer, place + token * tokenBytes, count * tokenBytes);
      const start = from;
      from += bytes.length;
      return { bytes, from: start };
    };
    return [
      part(weights.value, coarse.value / 2),
      part(fineWeights.value, (this.size.hidden - coarse.value) / 2),
      part(scales.value, Float32Array.BYTES_PER_ELEMENT),
    ];
  }

  /** A copy of the Q8_0 rows of tokens of this shard, one after the other. Ids are those of the whole vocabulary. */
  rows(ids: Int32Array): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(ids.length * this.#rowBytes);
    for (const [i, id] of ids.map((id) => id - this.size.firstToken).entries()) {
      const [place] = this.#exactRows.placesOf(Int32Array.of(id));
      const at = this.#kernel.rows.value + place! * this.#rowBytes;
      out.set(new Uint8Array(this.#memory.buffer, at, this.#rowBytes), i * this.#rowBytes);
    }
    return out;
  }

  /** hidden: [N, hidden] after the last norm; wanted: [N]. Token ids, in and out, are those of the whole vocabulary. */
  score(hidden: Float32Array, wanted: readonly ShardScores[]): TokenScores[] {
    this.#scorer.previewError = this.#squaredErrors / this.size.tokens;
    return this.#scorer.score(hidden, wanted);
  }
}
