import { growTo } from "../wasm-kernel.ts";
import { AllRows, rowBlocks, RowsFromFile, type ExactRows, type RowFile } from "./exact-rows.ts";
import { bestVariant, instantiateKernel, type KernelVariant, type VocabularyKernel } from "./kernel.ts";
import { largest } from "./largest.ts";
import { q8RowBytes } from "./q8-rows.ts";
import { CANDIDATES, type TokenScores, type WantedScores } from "./scores.ts";

/** Blocks with the largest preview logits, whose tokens are scored exactly. */
const EXACT_BLOCKS = 64;
/** The same for a row whose logits are wanted whole: samplers may draw what is less likely. */
const EXACT_BLOCKS_OF_WHOLE = 256;

/** A preview begins with its squared errors (f64); nibbles and scales (f32) of its tokens follow, in whole blocks. */
const PREVIEW_START = 8;
/** The kernel's BLOCK. */
const BLOCK_TOKENS = 16;

/** Bytes of the preview of so many tokens. */
export const previewBytes = (tokens: number, hidden: number): number =>
  PREVIEW_START + Math.ceil(tokens / BLOCK_TOKENS) * BLOCK_TOKENS * (hidden / 2 + 4);

export interface ShardSize {
  /** First token of the shard, and how many it has. */
  readonly firstToken: number;
  readonly tokens: number;
  /** A whole number of 32. */
  readonly hidden: number;
}

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
  readonly #center: Float32Array;
  readonly #blocks: number;
  readonly #blockTokens: number;
  readonly #rowBytes: number;
  readonly #exactRows: ExactRows;
  /** Sum over tokens of the mean squared error of their preview. */
  #squaredErrors = 0;

  private constructor(
    size: ShardSize,
    center: Float32Array,
    file: RowFile | null,
    kernel: VocabularyKernel,
    memory: WebAssembly.Memory,
  ) {
    this.size = size;
    this.readsRows = file !== null;
    this.#center = center;
    this.#kernel = kernel;
    this.#memory = memory;
    this.#blockTokens = kernel.BLOCK.value;
    this.#blocks = Math.ceil(size.tokens / this.#blockTokens);
    this.#rowBytes = q8RowBytes(size.hidden);
    const blocks = rowBlocks(this.#blocks, file);
    growTo(memory, kernel.layOut(this.#blocks, size.hidden, blocks));
    kernel.start();
    this.#floats(kernel.center, size.hidden).set(center);
    const [rowBytes, blockTokens] = [this.#rowBytes, this.#blockTokens];
    const room = () => new Uint8Array(memory.buffer, kernel.rows.value, blocks * blockTokens * rowBytes);
    const layout = { tokens: size.tokens, rowBytes, blockTokens, room };
    this.#exactRows = file === null ? new AllRows() : new RowsFromFile(file, layout, blocks);
  }

  /**
   * Throws a RangeError when there is no memory for it.
   * @param center [hidden] about the mean row of the whole vocabulary; the preview leaves it out
   * @param file the rows of the shard's tokens; null keeps those that are loaded in memory
   */
  static async create(
    size: ShardSize,
    center: Float32Array,
    file: RowFile | null,
    variant: KernelVariant = bestVariant(),
  ): Promise<VocabularyShard> {
    const memory = new WebAssembly.Memory({ initial: 1 });
    return new VocabularyShard(size, center, file, await instantiateKernel(memory, variant), memory);
  }

  /**
   * Takes `count` consecutive tokens, no more than it keeps rows of, from `token` on, a multiple of 16 counted from the
   * shard's first. All must be there before any is scored. rows: in Q8_0; null where the shard reads rows by itself and a
   * preview is given.
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
    const { weights, scales } = this.#kernel;
    const rowBytes = this.size.hidden / 2;
    const count = Math.ceil(tokens / this.#blockTokens) * this.#blockTokens;
    const nibbles = new Uint8Array(this.#memory.buffer, weights.value + token * rowBytes, count * rowBytes);
    const factors = new Uint8Array(this.#memory.buffer, scales.value + token * 4, count * 4);
    return [
      { bytes: nibbles, from: PREVIEW_START },
      { bytes: factors, from: PREVIEW_START + nibbles.length },
    ];
  }

  /** A copy of the Q8_0 rows of tokens of this shard, one after the other. Ids are those of the whole vocabulary. */
  rows(ids: Int32Array): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(ids.length * this.#rowBytes);
    for (const [i, id] of this.#own(ids).entries()) {
      const [place] = this.#exactRows.placesOf(Int32Array.of(id));
      const at = this.#kernel.rows.value + place! * this.#rowBytes;
      out.set(new Uint8Array(this.#memory.buffer, at, this.#rowBytes), i * this.#rowBytes);
    }
    return out;
  }

  /** hidden: [N, hidden] after the last norm; wanted: [N]. Token ids, in and out, are those of the whole vocabulary. */
  score(hidden: Float32Array, wanted: readonly WantedScores[]): TokenScores[] {
    const scores: TokenScores[] = [];
    const most = this.#kernel.GROUP.value * this.#kernel.MOST_GROUPS.value;
    for (let first = 0; first < wanted.length; first += most) {
      const some = wanted.slice(first, first + most);
      const from = first * this.size.hidden;
      scores.push(...this.#scoreSome(hidden.subarray(from, from + some.length * this.size.hidden), some));
    }
    return scores;
  }

  /** values: [as many as the kernel takes at once, hidden] */
  #scoreSome(values: Float32Array, wanted: readonly WantedScores[]): TokenScores[] {
    const group = this.#kernel.GROUP.value;
    this.#floats(this.#kernel.activations, values.length).set(values);
    this.#kernel.prepareRows(wanted.length);
    this.#kernel.preview(wanted.length, this.#blocks);
    const rows = Math.ceil(wanted.length / group) * group;
    const maxima = this.#floats(this.#kernel.maxima, this.#blocks * rows);
    const masses = this.#floats(this.#kernel.masses, this.#blocks * rows);
    const totals = this.#floats(this.#kernel.totals, rows).fill(0);
    const exact = wanted.map((want, row) => {
      const count = want.kind === "whole" ? EXACT_BLOCKS_OF_WHOLE : EXACT_BLOCKS;
      const start = Math.floor(row / group) * this.#blocks * group + (row % group);
      const best = largest(maxima, { start, stride: group, length: this.#blocks }, count);
      totals[row] = maxima[start + best[0]! * group]!;
      const blocks = this.#withPadded(best);
      // What is counted exactly must not be counted again.
      for (const block of blocks) masses[start + block * group] = 0;
      const tokens = this.#tokensOf(blocks);
      return { tokens, logits: this.#exact(row, tokens) };
    });
    const shifts = totals.slice();
    this.#kernel.totalMass(wanted.length);
    const rests = totals.slice();
    return wanted.map((want, i) => {
      const { tokens, logits } = exact[i]!;
      const best = largest(logits, { length: logits.length }, CANDIDATES);
      const row = values.subarray(i * this.size.hidden, (i + 1) * this.size.hidden);
      const base = this.#base(row);
      const whole = want.kind === "whole" ? this.#whole(i, base, tokens, logits) : undefined;
      const ids = want.kind === "tokens" ? this.#own(want.ids) : undefined;
      return {
        candidateIds: Int32Array.from(best, (place) => tokens[place]! + this.size.firstToken),
        candidateLogits: Float32Array.from(best, (place) => logits[place]!),
        logSumExp: logSumExp(logits, shifts[i]! + base + this.#lost(row), rests[i]!),
        ...(whole && { wholeLogits: whole }),
        ...(ids && { tokenLogits: this.#exact(i, ids) }),
      };
    });
  }

  /** What the preview leaves out of all logits of a row. */
  #base(row: Float32Array): number {
    return this.#center.reduce((sum, weight, i) => sum + weight * row[i]!, 0);
  }

  /**
   * Weights of few levels are the means of what they stand for: their errors are lost to the spread of the logits, not added to
   * it. Lost with a variance of v, normally distributed, a mean of exponentials is exp(v / 2) times too small.
   */
  #lost(row: Float32Array): number {
    const variance = this.#squaredErrors / this.size.tokens;
    return (variance * row.reduce((sum, value) => sum + value ** 2, 0)) / 2;
  }

  /** With the last block where that is not full: its padding must not count as tokens. */
  #withPadded(blocks: Int32Array): Int32Array {
    const last = this.#blocks - 1;
    const isFull = this.size.tokens % this.#blockTokens === 0;
    return isFull || blocks.includes(last) ? blocks : Int32Array.of(...blocks, last);
  }

  /** Tokens of the blocks, counted from the shard's first; in order, so that of equal logits the lower id wins. */
  #tokensOf(blocks: Int32Array): Int32Array {
    const tokens: number[] = [];
    for (const block of blocks.slice().sort()) {
      const end = Math.min((block + 1) * this.#blockTokens, this.size.tokens);
      for (let token = block * this.#blockTokens; token < end; token++) tokens.push(token);
    }
    return Int32Array.from(tokens);
  }

  #own(ids: Int32Array): Int32Array {
    return ids.map((id) => id - this.size.firstToken);
  }

  /** Exact logits of tokens counted from the shard's first. */
  #exact(row: number, tokens: Int32Array): Float32Array {
    const { wantedRows, logits, EXACT } = this.#kernel;
    const out = new Float32Array(tokens.length);
    const most = Math.min(EXACT.value, this.#exactRows.most);
    for (let from = 0; from < tokens.length; from += most) {
      const some = tokens.subarray(from, from + most);
      new Int32Array(this.#memory.buffer, wantedRows.value, some.length).set(this.#exactRows.placesOf(some));
      this.#kernel.exactLogits(row, some.length);
      out.set(this.#floats(logits, some.length), from);
    }
    return out;
  }

  #whole(row: number, base: number, tokens: Int32Array, logits: Float32Array): Float32Array {
    this.#kernel.previewWhole(row);
    const whole = this.#floats(this.#kernel.whole, this.size.tokens).map((logit) => logit + base);
    for (const [i, token] of tokens.entries()) whole[token] = logits[i]!;
    return whole;
  }

  #floats(place: WebAssembly.Global<"i32">, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, place.value, length);
  }
}

/** Of the exact logits, and a rest of `mass` times exp(shift). */
function logSumExp(logits: Float32Array, shift: number, mass: number): number {
  const most = logits.reduce((a, b) => Math.max(a, b), shift);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - most), 0);
  return most + Math.log(sum + mass * Math.exp(shift - most));
}
