import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { DECODER_NAMES } from "../graph/decoder-graph.ts";
import { HEAD_NAMES } from "../graph/head-graph.ts";
import type { EmbeddingTable } from "./embedding-table.ts";
import { attentionFeeds, cacheFeeds, packedPositions, type PackedRow } from "./packed-feeds.ts";
import { emptyPrefix, extendPrefix, type Prefix } from "./prefix-cache.ts";
import { RotaryTable } from "./rotary-table.ts";
import { SlotPool } from "./slot-pool.ts";
import { floatData, floats, integers } from "./tensors.ts";

/** Scores of the next token for each row of a run. */
export interface NextTokenScores {
  /** Candidates for each row. */
  readonly width: number;
  /** [N, width], largest first. */
  readonly candidateLogits: Float32Array;
  readonly candidateIds: Int32Array;
  /** [N] */
  readonly logSumExp: Float32Array;
  /** Whole logits [vocabulary] of the rows they were asked for. */
  readonly fullLogits: ReadonlyMap<number, Float32Array>;
}

/** Longest piece of a prefix that is run at once; bounds the memory of one run. */
const PREFIX_CHUNK = 256;

/** Runs the two graphs of a model: packed rows through the layers, and hidden states to scores of the next token. */
export class Decoder {
  readonly recipe: DecoderRecipe;
  readonly #layers: InferenceSession;
  readonly #head: InferenceSession;
  readonly #embeddings: EmbeddingTable;
  readonly #rotaries: readonly RotaryTable[];

  constructor(
    recipe: DecoderRecipe,
    layers: InferenceSession,
    head: InferenceSession,
    embeddings: EmbeddingTable,
  ) {
    this.recipe = recipe;
    this.#layers = layers;
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
      const { newKeys, newValues } = await this.#runLayers(prefix, pool, [row], []);
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
    const wanted = rows.flatMap(({ tokens, wanted = [tokens.length - 1] }, r) =>
      wanted.map((place) => starts[r]! + place),
    );
    const { hidden, newKeys, newValues } = await this.#runLayers(prefix, pool, rows, wanted);
    const slots = rows.map((row, r) => pool.store(newKeys, newValues, starts[r]!, row.tokens.length));
    return { hidden, slots };
  }

  /** hidden: [N, hidden]. Rows in fullRows also get their whole logits. */
  async score(hidden: Float32Array, fullRows: readonly number[]): Promise<NextTokenScores> {
    const rows = hidden.length / this.recipe.hidden;
    const outputs = await this.#head.run({
      [HEAD_NAMES.hidden]: floats(hidden, rows, this.recipe.hidden),
      [HEAD_NAMES.fullRows]: integers(Int32Array.from(fullRows), fullRows.length),
    });
    const logits = floatData(outputs[HEAD_NAMES.logits]);
    const { vocabulary } = this.recipe;
    return {
      width: outputs[HEAD_NAMES.candidateLogits]!.dims[1]!,
      candidateLogits: floatData(outputs[HEAD_NAMES.candidateLogits]),
      candidateIds: outputs[HEAD_NAMES.candidateIds]!.data as Int32Array,
      logSumExp: floatData(outputs[HEAD_NAMES.logSumExp]),
      fullLogits: new Map(
        fullRows.map((row, i) => [row, logits.slice(i * vocabulary, (i + 1) * vocabulary)]),
      ),
    };
  }

  async release(): Promise<void> {
    await this.#layers.release();
    await this.#head.release();
  }

  async #runLayers(prefix: Prefix, pool: SlotPool, rows: readonly PackedRow[], wanted: readonly number[]) {
    const { recipe } = this;
    const ids = rows.flatMap((row) => row.tokens);
    const positions = packedPositions(rows);
    const feeds: Record<string, Tensor> = {
      [DECODER_NAMES.embeddings]: floats(this.#embeddings.lookUp(ids), ids.length, recipe.hidden),
      [DECODER_NAMES.wanted]: integers(Int32Array.from(wanted), wanted.length),
      ...attentionFeeds(recipe, prefix, pool, rows),
      ...cacheFeeds(recipe, prefix, pool),
    };
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      feeds[DECODER_NAMES.cosine(kind)] = floats(cosine, ids.length, 1, recipe.headDim / 2);
      feeds[DECODER_NAMES.sine(kind)] = floats(sine, ids.length, 1, recipe.headDim / 2);
    }
    const outputs = await this.#layers.run(feeds);
    const layers = [...recipe.layers.keys()];
    return {
      hidden: floatData(outputs[DECODER_NAMES.hidden]),
      newKeys: layers.map((layer) => floatData(outputs[DECODER_NAMES.newKeys(layer)])),
      newValues: layers.map((layer) => floatData(outputs[DECODER_NAMES.newValues(layer)])),
    };
  }
}
