import type { Adapter } from "../adapters/adapter.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { CacheSlots } from "../layers/cache-slots.ts";
import type { InsideLayers, Layers, PackedToken } from "../layers/layers.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import { firstPosition, type Decoder, type PackedRow, type RowsRun } from "./decoder.ts";
import type { Head } from "./head.ts";
import { PrefixCache, type SlottedPrefix } from "./prefix-cache.ts";

const PREFIX_BYTES = 128 * 2 ** 20;
/** Questions to what was taught have few examples before them, and always the same. */
const ADAPTED_PREFIX_BYTES = 16 * 2 ** 20;

/** A text that was run alone: [tokens, hidden] each. */
export interface TextStates {
  /** Before the upper layers. */
  readonly lower: Float32Array;
  /** After the last layer, before the last norm. */
  readonly hidden: Float32Array;
}

export interface HeldText extends TextStates {
  /** Of its tokens in the cache. */
  readonly slots: readonly number[];
}

/** A decoder whose layers run in kernels of our own. Prefixes are kept, and what two have in common is run once. */
export class PackedDecoder implements Decoder {
  readonly recipe: DecoderRecipe;
  readonly #layers: Layers;
  readonly #head: Head;
  readonly #slots: CacheSlots;
  readonly #prefixes: PrefixCache;
  readonly #adapter: Adapter | null;
  #keepsPrefixes = true;

  constructor(
    recipe: DecoderRecipe,
    layers: Layers,
    head: Head,
    { slots, adapter }: { slots: CacheSlots; adapter: Adapter | null } = {
      slots: new CacheSlots(),
      adapter: null,
    },
  ) {
    this.recipe = recipe;
    this.#layers = layers;
    this.#head = head;
    this.#slots = slots;
    this.#adapter = adapter;
    const bytes = adapter === null ? PREFIX_BYTES : ADAPTED_PREFIX_BYTES;
    this.#prefixes = new PrefixCache(this.#slots, Math.floor(bytes / layers.slotBytes));
  }

  /** The same model with an adapter. Shares all memory with this one, and is released with it. */
  withAdapter(adapter: Adapter): PackedDecoder {
    const own = { slots: this.#slots, adapter };
    return new PackedDecoder(this.recipe, this.#layers, this.#head, own);
  }

  /** Runs a text alone, or behind one that was held, and keeps nothing of it. */
  async runText(tokens: readonly number[], behind: readonly number[] = []): Promise<TextStates> {
    const { slots, ...states } = await this.holdText(tokens, behind);
    this.#slots.free(slots);
    return states;
  }

  /** Runs a text behind the slots of another, and holds it: its own slots are there until they are freed. */
  async holdText(tokens: readonly number[], behind: readonly number[] = []): Promise<HeldText> {
    const width = this.recipe.hidden;
    const states = {
      lower: new Float32Array(tokens.length * width),
      hidden: new Float32Array(tokens.length * width),
    };
    const slots: number[] = [];
    try {
      for (let from = 0; from < tokens.length; from = slots.length) {
        const chunk = tokens.slice(from, from + this.#layers.mostTokens);
        const row = {
          tokens: chunk,
          slots: [...behind, ...slots],
          prefixLength: 0,
          wanted: [...chunk.keys()],
        };
        const run = await this.#runRows({ tokens: [], slots: [] }, [row], (lower) =>
          states.lower.set(lower, from * width),
        );
        states.hidden.set(run.hidden, from * width);
        slots.push(...run.slots[0]!);
      }
    } catch (error) {
      this.#slots.free(slots);
      throw error;
    }
    return { ...states, slots };
  }

  /** Runs the text's last token layer by layer. `between` is awaited between chunks of the text before it. */
  async lookInside(tokens: readonly number[], between: () => Promise<void>): Promise<InsideLayers> {
    const prefix = await this.runPrefix(tokens.slice(0, -1), between);
    const [slot] = this.#slots.take(1);
    try {
      this.#layers.reserve(this.#slots.length);
      return await this.#layers.lookInside({
        id: tokens.at(-1)!,
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
        const row = { tokens: chunk, slots: [], prefixLength: from, wanted: [] };
        const run = await this.runRows(before, [row]);
        slots = [...slots, ...run.slots[0]!];
        if (slots.length < tokens.length) await between();
      }
    } catch (error) {
      this.#slots.free(slots);
      throw error;
    }
    const prefix = { tokens, slots };
    if (!this.#keepsPrefixes) return prefix;
    // The cache has a share of its own: it may drop a prefix that is still read.
    this.#slots.retain(slots);
    this.#prefixes.put(prefix);
    return prefix;
  }

  /** Frees what is kept of prefixes, and keeps none from now on: nothing new will be asked of this decoder. */
  dropPrefixes(): void {
    this.#keepsPrefixes = false;
    this.#prefixes.clear();
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

  setAlone(isAlone: boolean): void {
    this.#layers.setAlone?.(isAlone);
    this.#head.setAlone?.(isAlone);
  }

  async release(): Promise<void> {
    await this.#head.release();
    this.#layers.release();
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
    return this.#layers.run({
      ids,
      tokens,
      lists,
      wanted,
      adapter: this.#adapter,
      ...(onLowerStates && { onLowerStates }),
    });
  }
}
