import type { Adapter } from "../adapters/adapter.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { CacheSlots } from "../layers/cache-slots.ts";
import type { InsideLayers, PackedLayers, PackedToken } from "../layers/packed-layers.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import { firstPosition, type Decoder, type PackedRow, type RowsRun } from "./decoder.ts";
import type { Embeddings, Head } from "./head.ts";
import { PrefixCache, type SlottedPrefix } from "./prefix-cache.ts";

const PREFIX_BYTES = 128 * 2 ** 20;
/** Questions to what was taught have no examples before them, so their prefixes are short. */
const ADAPTED_PREFIX_BYTES = 4 * 2 ** 20;

/** A text that was run alone: [tokens, hidden] each. */
export interface TextStates {
  /** Before the upper layers. */
  readonly lower: Float32Array;
  /** After the last layer, before the last norm. */
  readonly hidden: Float32Array;
}

/** A decoder whose layers run in our own kernels. Prefixes are kept, and what two have in common is run once. */
export class PackedDecoder implements Decoder {
  readonly recipe: DecoderRecipe;
  readonly #layers: PackedLayers;
  readonly #head: Head;
  readonly #embeddings: Embeddings;
  readonly #slots: CacheSlots;
  readonly #prefixes: PrefixCache;
  readonly #adapter: Adapter | null;

  constructor(
    recipe: DecoderRecipe,
    layers: PackedLayers,
    head: Head,
    embeddings: Embeddings,
    { slots, adapter }: { slots: CacheSlots; adapter: Adapter | null } = {
      slots: new CacheSlots(),
      adapter: null,
    },
  ) {
    this.recipe = recipe;
    this.#layers = layers;
    this.#head = head;
    this.#embeddings = embeddings;
    this.#slots = slots;
    this.#adapter = adapter;
    const bytes = adapter === null ? PREFIX_BYTES : ADAPTED_PREFIX_BYTES;
    this.#prefixes = new PrefixCache(this.#slots, Math.floor(bytes / layers.slotBytes));
  }

  /** The same model with an adapter. Shares all memory with this one, and is released with it. */
  withAdapter(adapter: Adapter): PackedDecoder {
    const own = { slots: this.#slots, adapter };
    return new PackedDecoder(this.recipe, this.#layers, this.#head, this.#embeddings, own);
  }

  /** Runs a text alone, and keeps nothing of it. */
  async runText(tokens: readonly number[]): Promise<TextStates> {
    const width = this.recipe.hidden;
    const states = {
      lower: new Float32Array(tokens.length * width),
      hidden: new Float32Array(tokens.length * width),
    };
    const slots: number[] = [];
    try {
      for (let from = 0; from < tokens.length; from = slots.length) {
        const chunk = tokens.slice(from, from + this.#layers.mostTokens);
        const row = { tokens: chunk, slots: [...slots], prefixLength: 0, wanted: [...chunk.keys()] };
        const run = await this.#runRows({ tokens: [], slots: [] }, [row], (lower) =>
          states.lower.set(lower, from * width),
        );
        states.hidden.set(run.hidden, from * width);
        slots.push(...run.slots[0]!);
      }
    } finally {
      this.#slots.free(slots);
    }
    return states;
  }

  /** Runs the text's last token layer by layer. `between` is awaited between chunks of the text before it. */
  async lookInside(tokens: readonly number[], between: () => Promise<void>): Promise<InsideLayers> {
    const prefix = await this.runPrefix(tokens.slice(0, -1), between);
    const [slot] = this.#slots.take(1);
    try {
      this.#layers.reserve(this.#slots.length);
      return await this.#layers.lookInside({
        embeddings: await this.#embeddings.lookUp(tokens.slice(-1)),
        slots: [...prefix.slots, slot!],
        adapter: this.#adapter,
      });
    } finally {
      this.#slots.free([slot!]);
      this.freePrefix(prefix);
    }
  }

  async runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<SlottedPrefix> {
    if (tokens.length === 0) return { tokens, slots: [] };
    const known = this.#prefixes.closest(tokens);
    if (known !== null) this.#prefixes.touch(known.prefix);
    let slots = known?.prefix.slots.slice(0, known.shared) ?? [];
    this.#slots.retain(slots);
    if (slots.length === tokens.length) return { tokens, slots };
    try {
      while (slots.length < tokens.length) {
        const from = slots.length;
        const chunk = tokens.slice(from, from + this.#layers.mostTokens);
        const before: SlottedPrefix = { tokens: tokens.slice(0, from), slots };
        const run = await this.runRows(before, [
          { tokens: chunk, slots: [], prefixLength: from, wanted: [] },
        ]);
        slots = [...slots, ...run.slots[0]!];
        if (slots.length < tokens.length) await between();
      }
    } catch (error) {
      this.#slots.free(slots);
      throw error;
    }
    const prefix = { tokens, slots };
    // The cache has a share of its own: it may drop a prefix that is still read.
    this.#slots.retain(slots);
    this.#prefixes.put(prefix);
    return prefix;
  }

  freePrefix({ slots }: SlottedPrefix): void {
    this.#slots.free(slots);
  }

  runRows(prefix: SlottedPrefix, rows: readonly PackedRow[]): Promise<RowsRun> {
    return this.#runRows(prefix, rows);
  }

  free(slots: readonly number[]): void {
    this.#slots.free(slots);
  }

  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#head.score(hidden, wanted);
  }

  normed(hidden: Float32Array): Float32Array {
    return this.#head.normed(hidden);
  }

  async release(): Promise<void> {
    await this.#head.release();
  }

  async #runRows(
    prefix: SlottedPrefix,
    rows: readonly PackedRow[],
    onLowerStates?: (states: Float32Array) => void,
  ): Promise<RowsRun> {
    const slots = rows.map((row) => this.#slots.take(row.tokens.length));
    try {
      return { hidden: await this.#runIn(slots, prefix, rows, onLowerStates), slots };
    } catch (error) {
      // The memory may be short: what was taken must not be missing for ever.
      for (const taken of slots) this.#slots.free(taken);
      throw error;
    }
  }

  /** slots: of each row's tokens. Hidden states of the wanted places: [W, hidden]. */
  async #runIn(
    slots: readonly (readonly number[])[],
    prefix: SlottedPrefix,
    rows: readonly PackedRow[],
    onLowerStates?: (states: Float32Array) => void,
  ): Promise<Float32Array> {
    const ids = rows.flatMap((row) => row.tokens);
    this.#layers.reserve(this.#slots.length);
    const tokens: PackedToken[] = [];
    const lists: number[] = [];
    const wanted: number[] = [];
    for (const [r, row] of rows.entries()) {
      const { wanted: places = [row.tokens.length - 1] } = row;
      for (const place of places) wanted.push(tokens.length + place);
      const listStart = lists.length;
      for (let i = 0; i < row.prefixLength; i++) lists.push(prefix.slots[i]!);
      lists.push(...row.slots, ...slots[r]!);
      for (const [i, slot] of slots[r]!.entries()) {
        const position = firstPosition(row) + i;
        tokens.push({ position, slot, listStart, listLength: position + 1 });
      }
    }
    const embeddings = await this.#embeddings.lookUp(ids);
    const state = await this.#layers.run({
      embeddings,
      tokens,
      lists,
      adapter: this.#adapter,
      ...(onLowerStates && { onLowerStates }),
    });
    const width = this.recipe.hidden;
    const hidden = new Float32Array(wanted.length * width);
    for (const [i, token] of wanted.entries())
      hidden.set(state.subarray(token * width, (token + 1) * width), i * width);
    return hidden;
  }
}
