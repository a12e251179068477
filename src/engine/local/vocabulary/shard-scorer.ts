import { channelPlaces, lostLogSum, meanLogit, type ChannelStatistics } from "./channels.ts";
import type { ExactRows } from "./exact-rows.ts";
import type { VocabularyKernel } from "./kernel.ts";
import { largest } from "./largest.ts";
import { CANDIDATES, type TokenScores, type WantedScores } from "./scores.ts";

/** Blocks with the largest preview logits, whose tokens are scored exactly. */
const EXACT_BLOCKS = 64;
/** The same for a row whose logits are wanted whole: samplers may draw what is less likely. */
const EXACT_BLOCKS_OF_WHOLE = 256;
/** How far a known token's logit must be above the log sum of all others for a coarse look at these to do, in nats. */
const FAR_AHEAD = 1.5;
/** The same above the log sum of all tokens, the known one among them. */
const FAR_AHEAD_OF_ALL = FAR_AHEAD - Math.log1p(Math.exp(FAR_AHEAD));
/** Share of the tokens, the first ones, at which a coarse look begins: where they rule it out, it ends with them. */
const GLANCE = 1 / 32;
/** How far ahead of them the known token must be. Coarse logits of likely tokens are several nats too small. */
const GLANCE_AHEAD = 10;

export interface ShardSize {
  /** First token of the shard, and how many it has. */
  readonly firstToken: number;
  readonly tokens: number;
  /** A whole number of 32. */
  readonly hidden: number;
}

/** What is wanted of a shard's scores of one row. */
export type ShardScores =
  | Exclude<WantedScores, { kind: "candidates" }>
  /** known: a coarse look at all others does where this is far ahead of them. */
  | { readonly kind: "candidates"; readonly known?: KnownToken };

/** A token of any shard, and its logit. */
interface KnownToken {
  readonly id: number;
  readonly logit: number;
}

const knownOf = (want: ShardScores): KnownToken | undefined =>
  want.kind === "candidates" ? want.known : undefined;

/** A row that is to be scored. */
interface ShardRow {
  readonly want: ShardScores;
  /** [hidden] */
  readonly state: Float32Array;
}

/** What a look at the shard's tokens gives of a row: some of them, counted from the first, with their exact logits. */
interface Look {
  readonly tokens: Int32Array;
  readonly logits: Float32Array;
  /** Of all tokens: the others as the preview has them. */
  readonly logSumExp: number;
}

export interface ShardMemory {
  readonly kernel: VocabularyKernel;
  readonly memory: WebAssembly.Memory;
  readonly exactRows: ExactRows;
}

/**
 * Scores rows by a shard that is loaded: a look at all tokens in the preview, then the exact logits of those that it
 * finds likely. Where a token is known to be far ahead, a coarse look in few channels does.
 */
export class ShardScorer {
  /** Mean over tokens of the mean squared error of their preview. */
  previewError = 0;
  readonly #size: ShardSize;
  readonly #kernel: VocabularyKernel;
  readonly #memory: WebAssembly.Memory;
  readonly #exactRows: ExactRows;
  readonly #blocks: number;
  readonly #blockTokens: number;
  readonly #channels: ChannelStatistics;
  /** [hidden] whether a coarse look has the channel. */
  readonly #isCoarse: readonly boolean[];

  /** Puts into the memory what the kernel must know of channels. */
  constructor(size: ShardSize, channels: ChannelStatistics, { kernel, memory, exactRows }: ShardMemory) {
    this.#size = size;
    this.#kernel = kernel;
    this.#memory = memory;
    this.#exactRows = exactRows;
    this.#blockTokens = kernel.BLOCK.value;
    this.#blocks = Math.ceil(size.tokens / this.#blockTokens);
    this.#channels = channels;
    this.#floats(kernel.center, size.hidden).set(channels.means);
    const mixing = { rotated: kernel.rotated.value, coarse: kernel.coarse.value };
    const places = channelPlaces(channels, mixing);
    new Int32Array(memory.buffer, kernel.places.value, size.hidden).set(places);
    this.#isCoarse = Array.from(places, (place) => place < mixing.coarse);
  }

  /** hidden: [N, hidden] after the last norm; wanted: [N]. Token ids, in and out, are those of the whole vocabulary. */
  score(hidden: Float32Array, wanted: readonly ShardScores[]): TokenScores[] {
    const width = this.#size.hidden;
    const rows = wanted.map((want, i) => ({ want, state: hidden.subarray(i * width, (i + 1) * width) }));
    const scores = new Map<ShardRow, TokenScores>();
    const known = rows.filter(({ want }) => this.#kernel.coarse.value > 0 && knownOf(want) !== undefined);
    this.#lookAt(this.#promising(known), true, (row, look) => {
      if (this.#isFarAhead(knownOf(row.want)!, look)) scores.set(row, this.#scoresOf(row, look));
    });
    const open = rows.filter((row) => !scores.has(row));
    this.#lookAt(open, false, (row, look, i) => scores.set(row, this.#scoresOf(row, look, i)));
    return rows.map((row) => scores.get(row)!);
  }

  /** Those whose known token may be far ahead, by a coarse glance at the first tokens, which are the common ones. */
  #promising(rows: readonly ShardRow[]): ShardRow[] {
    const blocks = Math.ceil(this.#blocks * GLANCE);
    return this.#inGroups(rows).flatMap((some) => {
      const { maxima, startOf, stride } = this.#preview(some, { blocks, isCoarse: true });
      return some.filter(({ want, state }, row) => {
        const { id, logit } = knownOf(want)!;
        const own = this.#blockOf(id);
        let most = -Infinity;
        for (let block = 0; block < blocks; block++)
          if (block !== own) most = Math.max(most, maxima[startOf(row) + block * stride]!);
        return logit - meanLogit(this.#channels, state) - most > GLANCE_AHEAD;
      });
    });
  }

  /** Tells each row its look, and its place in the kernel's memory during the call. */
  #lookAt(
    rows: readonly ShardRow[],
    isCoarse: boolean,
    onLook: (row: ShardRow, look: Look, place: number) => void,
  ): void {
    for (const some of this.#inGroups(rows))
      for (const [i, look] of this.#look(some, isCoarse).entries()) onLook(some[i]!, look, i);
  }

  /** As many rows as the kernel takes at once, and as many again. */
  #inGroups(rows: readonly ShardRow[]): ShardRow[][] {
    const most = this.#kernel.GROUP.value * this.#kernel.MOST_GROUPS.value;
    const count = Math.ceil(rows.length / most);
    return Array.from({ length: count }, (_, i) => rows.slice(i * most, (i + 1) * most));
  }

  /** Largest preview logits and masses of the first blocks. A row's are at startOf(row), and then at each `stride`. */
  #preview(rows: readonly ShardRow[], { blocks, isCoarse }: { blocks: number; isCoarse: boolean }) {
    const { GROUP, activations, masses, maxima } = this.#kernel;
    const stride = GROUP.value;
    const states = this.#floats(activations, rows.length * this.#size.hidden);
    for (const [i, { state }] of rows.entries()) states.set(state, i * this.#size.hidden);
    this.#kernel.prepareRows(rows.length);
    this.#kernel.preview(rows.length, blocks, isCoarse);
    const lanes = Math.ceil(rows.length / stride) * stride;
    return {
      maxima: this.#floats(maxima, this.#blocks * lanes),
      masses: this.#floats(masses, this.#blocks * lanes),
      startOf: (row: number) => Math.floor(row / stride) * this.#blocks * stride + (row % stride),
      stride,
      lanes,
    };
  }

  /** rows: as many as the kernel takes at once */
  #look(rows: readonly ShardRow[], isCoarse: boolean): Look[] {
    const { maxima, masses, startOf, stride, lanes } = this.#preview(rows, {
      blocks: this.#blocks,
      isCoarse,
    });
    const totals = this.#floats(this.#kernel.totals, lanes).fill(0);
    const exact = rows.map(({ want }, row) => {
      const count = want.kind === "whole" ? EXACT_BLOCKS_OF_WHOLE : EXACT_BLOCKS;
      const start = startOf(row);
      const best = largest(maxima, { start, stride, length: this.#blocks }, count);
      totals[row] = maxima[start + best[0]! * stride]!;
      const blocks = this.#withPadded(this.#withKnown(best, knownOf(want)));
      // What is counted exactly must not be counted again.
      for (const block of blocks) masses[start + block * stride] = 0;
      const tokens = this.#tokensOf(blocks);
      return { tokens, logits: this.#exact(row, tokens) };
    });
    const shifts = totals.slice();
    this.#kernel.totalMass(rows.length);
    return rows.map(({ state }, i) => {
      const shift = shifts[i]! + meanLogit(this.#channels, state) + this.#lost(state, isCoarse);
      const { tokens, logits } = exact[i]!;
      return { tokens, logits, logSumExp: logSumExp(logits, shift + Math.log(totals[i]!)) };
    });
  }

  /** What a look leaves out of a row's log sum. */
  #lost(state: Float32Array, isCoarse: boolean): number {
    const isSeen = (channel: number) => !isCoarse || this.#isCoarse[channel]!;
    return lostLogSum(this.#channels, state, { isSeen, previewError: this.previewError });
  }

  /** Whether a coarse look shows that a token is far ahead of all others here. */
  #isFarAhead({ id, logit }: KnownToken, look: Look): boolean {
    const isCounted = this.#blockOf(id) !== null;
    return logit - look.logSumExp > (isCounted ? FAR_AHEAD_OF_ALL : FAR_AHEAD);
  }

  /** place: the row's in the kernel's memory, where more than candidates is wanted */
  #scoresOf({ want, state }: ShardRow, { tokens, logits, logSumExp }: Look, place = 0): TokenScores {
    const best = largest(logits, { length: logits.length }, CANDIDATES);
    return {
      candidateIds: Int32Array.from(best, (i) => tokens[i]! + this.#size.firstToken),
      candidateLogits: Float32Array.from(best, (i) => logits[i]!),
      logSumExp,
      ...(want.kind === "whole" && {
        wholeLogits: this.#whole(place, meanLogit(this.#channels, state), tokens, logits),
      }),
      ...(want.kind === "tokens" && { tokenLogits: this.#exact(place, this.#own(want.ids)) }),
    };
  }

  /** With the block of a token whose logit is known, where that is in this shard. */
  #withKnown(blocks: Int32Array, known: KnownToken | undefined): Int32Array {
    const block = known === undefined ? null : this.#blockOf(known.id);
    return block === null || blocks.includes(block) ? blocks : Int32Array.of(...blocks, block);
  }

  /** Null where the token is in another shard. */
  #blockOf(id: number): number | null {
    const token = id - this.#size.firstToken;
    return token >= 0 && token < this.#size.tokens ? Math.floor(token / this.#blockTokens) : null;
  }

  /** With the last block where that is not full: its padding must not count as tokens. */
  #withPadded(blocks: Int32Array): Int32Array {
    const last = this.#blocks - 1;
    const isFull = this.#size.tokens % this.#blockTokens === 0;
    return isFull || blocks.includes(last) ? blocks : Int32Array.of(...blocks, last);
  }

  /** Tokens of the blocks, counted from the shard's first; in order, so that of equal logits the lower id wins. */
  #tokensOf(blocks: Int32Array): Int32Array {
    const tokens: number[] = [];
    for (const block of blocks.slice().sort()) {
      const end = Math.min((block + 1) * this.#blockTokens, this.#size.tokens);
      for (let token = block * this.#blockTokens; token < end; token++) tokens.push(token);
    }
    return Int32Array.from(tokens);
  }

  #own(ids: Int32Array): Int32Array {
    return ids.map((id) => id - this.#size.firstToken);
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
    const whole = this.#floats(this.#kernel.whole, this.#size.tokens).map((logit) => logit + base);
    for (const [i, token] of tokens.entries()) whole[token] = logits[i]!;
    return whole;
  }

  #floats(place: WebAssembly.Global<"i32">, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, place.value, length);
  }
}

/** Of logits, and of the log sum of others. */
function logSumExp(logits: Float32Array, rest: number): number {
  const most = logits.reduce((a, b) => Math.max(a, b), rest);
  return (
    most + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - most), Math.exp(rest - most)))
  );
}
