import type { DecoderRecipe } from "../architectures/architecture.ts";
import { CacheSlots } from "../layers/cache-slots.ts";
import type { PackedLayers, PackedToken } from "../layers/packed-layers.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import { firstPosition, type Decoder, type PackedRow, type RowsRun } from "./decoder.ts";
import type { Embeddings, Head } from "./head.ts";
import { PrefixCache, type SlottedPrefix } from "./prefix-cache.ts";

const PREFIX_BYTES = 128 * 2 ** 20;

/** A decoder whose layers run in our own kernels. Prefixes are kept, and what two have in common is run once. */
export class PackedDecoder implements Decoder {
  readonly recipe: DecoderRecipe;
  readonly #layers: PackedLayers;
  readonly #head: Head;
  readonly #embeddings: Embeddings;
  readonly #slots = new CacheSlots();
  readonly #prefixes: PrefixCache;

  constructor(recipe: DecoderRecipe, layers: PackedLayers, head: Head, embeddings: Embeddings) {
    this.recipe = recipe;
    this.#layers = layers;
    this.#head = head;
    this.#embeddings = embeddings;
    this.#prefixes = new PrefixCache(this.#slots, Math.floor(PREFIX_BYTES / layers.slotBytes));
  }

  async runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<SlottedPrefix> {
    if (tokens.length === 0) return { tokens, slots: [] };
    const known = this.#prefixes.closest(tokens);
    if (known !== null) this.#prefixes.touch(known.prefix);
    if (known?.shared === tokens.length) return { tokens, slots: known.prefix.slots.slice(0, tokens.length) };
    let slots = known?.prefix.slots.slice(0, known.shared) ?? [];
    this.#slots.retain(slots);
    while (slots.length < tokens.length) {
      const from = slots.length;
      const chunk = tokens.slice(from, from + this.#layers.mostTokens);
      const before: SlottedPrefix = { tokens: tokens.slice(0, from), slots };
      const run = await this.runRows(before, [{ tokens: chunk, slots: [], prefixLength: from, wanted: [] }]);
      slots = [...slots, ...run.slots[0]!];
      if (slots.length < tokens.length) await between();
    }
    const prefix = { tokens, slots };
    this.#prefixes.put(prefix);
    return prefix;
  }

  async runRows(prefix: SlottedPrefix, rows: readonly PackedRow[]): Promise<RowsRun> {
    const ids = rows.flatMap((row) => row.tokens);
    const slots = rows.map((row) => this.#slots.take(row.tokens.length));
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
    const state = await this.#layers.run({ embeddings, tokens, lists });
    const width = this.recipe.hidden;
    const hidden = new Float32Array(wanted.length * width);
    for (const [i, token] of wanted.entries())
      hidden.set(state.subarray(token * width, (token + 1) * width), i * width);
    return { hidden, slots };
  }

  free(slots: readonly number[]): void {
    this.#slots.free(slots);
  }

  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#head.score(hidden, wanted);
  }

  async release(): Promise<void> {
    await this.#head.release();
  }
}
