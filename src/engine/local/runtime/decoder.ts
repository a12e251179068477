import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { DECODER_NAMES, type LayerRange } from "../graph/decoder-graph.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { Embeddings, Head } from "./head.ts";
import { attentionFeeds, cacheFeeds, packedPositions, type PackedRow } from "./packed-feeds.ts";
import { emptyPrefix, extendPrefix, type Prefix } from "./prefix-cache.ts";
import { RotaryTable } from "./rotary-table.ts";
import { SlotPool } from "./slot-pool.ts";
import { floatData, floats } from "./tensors.ts";

/** Some layers as a graph, as far as onnxruntime's session is needed. */
export interface LayerGraph {
  readonly range: LayerRange;
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>;
  release(): Promise<void>;
}

/** Longest piece of a prefix that is run at once; bounds the memory of one run. */
const PREFIX_CHUNK = 256;

/** A model that is ready to run: packed rows through the graph of its layers, and hidden states to scores of the next token. */
export class Decoder {
  readonly recipe: DecoderRecipe;
  readonly #graphs: readonly LayerGraph[];
  readonly #head: Head;
  readonly #embeddings: Embeddings;
  readonly #rotaries: readonly RotaryTable[];

  /** @param graphs all layers, in order */
  constructor(recipe: DecoderRecipe, graphs: readonly LayerGraph[], head: Head, embeddings: Embeddings) {
    this.recipe = recipe;
    this.#graphs = graphs;
    this.#head = head;
    this.#embeddings = embeddings;
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies));
  }

  newPool(): SlotPool {
    return new SlotPool(this.recipe.layers.length, this.recipe.keyValueHeads * this.recipe.headDim);
  }

  /** Prefill: runs the tokens once and keeps their keys and values. `between` is awaited between chunks. */
  async runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<Prefix> {
    let prefix = emptyPrefix(this.recipe);
    const pool = this.newPool();
    for (let from = 0; from < tokens.length; from += PREFIX_CHUNK) {
      if (from > 0) await between();
      const chunk = tokens.slice(from, from + PREFIX_CHUNK);
      const row = { tokens: chunk, slots: [], prefixLength: from };
      const { newKeys, newValues } = await this.#runLayers(prefix, pool, [row]);
      prefix = extendPrefix(this.recipe, prefix, chunk, newKeys, newValues);
    }
    return prefix;
  }

  /**
   * Runs the rows' tokens. Returns the hidden states [wanted, hidden] of each row's wanted tokens (of its last one where
   * it does not say), before the last norm, and the slots that each row's new tokens now have in the pool.
   */
  async runRows(
    prefix: Prefix,
    pool: SlotPool,
    rows: readonly PackedRow[],
  ): Promise<{ hidden: Float32Array; slots: number[][] }> {
    const starts: number[] = [];
    let end = 0;
    for (const row of rows) {
      starts.push(end);
      end += row.tokens.length;
    }
    const wanted = rows.flatMap(({ tokens, wanted: places = [tokens.length - 1] }, r) =>
      places.map((place) => starts[r]! + place),
    );
    const { state, newKeys, newValues } = await this.#runLayers(prefix, pool, rows);
    const width = this.recipe.hidden;
    const hidden = new Float32Array(wanted.length * width);
    for (const [i, token] of wanted.entries())
      hidden.set(state.subarray(token * width, (token + 1) * width), i * width);
    const slots = rows.map((row, r) => pool.store(newKeys, newValues, starts[r]!, row.tokens.length));
    return { hidden, slots };
  }

  /** Scores of the next token. hidden: [N, hidden] as runRows gives them; wanted: [N]. */
  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#head.score(hidden, wanted);
  }

  /** Hidden states after the last norm. hidden: [N, hidden] as runRows gives them. */
  normed(hidden: Float32Array): Float32Array {
    return this.#head.normed(hidden);
  }

  async release(): Promise<void> {
    for (const graph of this.#graphs) await graph.release();
    await this.#head.release();
  }

  async #runLayers(prefix: Prefix, pool: SlotPool, rows: readonly PackedRow[]) {
    const { recipe } = this;
    const ids = rows.flatMap((row) => row.tokens);
    const shared = this.#sharedFeeds(prefix, pool, rows, ids.length);
    let state = await this.#embeddings.lookUp(ids);
    const newKeys: Float32Array[] = [];
    const newValues: Float32Array[] = [];
    for (const graph of this.#graphs) {
      const outputs = await graph.run({
        [DECODER_NAMES.state]: floats(state, ids.length, recipe.hidden),
        ...shared,
        ...cacheFeeds(recipe, prefix, pool, graph.range),
      });
      state = floatData(outputs[DECODER_NAMES.newState]);
      for (let layer = graph.range.first; layer < graph.range.end; layer++) {
        newKeys.push(floatData(outputs[DECODER_NAMES.newKeys(layer)]));
        newValues.push(floatData(outputs[DECODER_NAMES.newValues(layer)]));
      }
    }
    return { state, newKeys, newValues };
  }

  /** What all layers read: who sees whom, and where each token stands. */
  #sharedFeeds(prefix: Prefix, pool: SlotPool, rows: readonly PackedRow[], tokens: number) {
    const feeds: Record<string, Tensor> = attentionFeeds(this.recipe, prefix, pool, rows);
    const positions = packedPositions(rows);
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      feeds[DECODER_NAMES.cosine(kind)] = floats(cosine, tokens, 1, this.recipe.headDim / 2);
      feeds[DECODER_NAMES.sine(kind)] = floats(sine, tokens, 1, this.recipe.headDim / 2);
    }
    return feeds;
  }
}
