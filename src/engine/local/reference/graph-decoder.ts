import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { DECODER_NAMES } from "./decoder-graph.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { Embeddings, Head } from "../runtime/head.ts";
import type { Decoder, PackedRow, RowsRun } from "../runtime/decoder.ts";
import { attentionFeeds, cacheFeeds, packedPositions } from "./packed-feeds.ts";
import { emptyPrefix, extendPrefix, type GraphPrefix } from "./graph-prefix.ts";
import { RotaryTable } from "../runtime/rotary-table.ts";
import { SlotPool } from "./slot-pool.ts";
import { floatData, floats } from "../graph/tensors.ts";

/** Some layers as a graph, as far as onnxruntime's session is needed. */
export interface LayerGraph {
  readonly range: LayerRange;
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>;
  release(): Promise<void>;
}

/** Longest piece of a prefix that is run at once; bounds the memory of one run. */
const PREFIX_CHUNK = 256;

/** A decoder whose layers are ONNX graphs in full precision, run by onnxruntime: the reference for our own kernels. */
export class GraphDecoder implements Decoder {
  readonly recipe: DecoderRecipe;
  readonly #graphs: readonly LayerGraph[];
  readonly #head: Head;
  readonly #embeddings: Embeddings;
  readonly #rotaries: readonly RotaryTable[];
  readonly #pool: SlotPool;

  /** @param graphs all layers, in order */
  constructor(recipe: DecoderRecipe, graphs: readonly LayerGraph[], head: Head, embeddings: Embeddings) {
    this.recipe = recipe;
    this.#graphs = graphs;
    this.#head = head;
    this.#embeddings = embeddings;
    this.#rotaries = recipe.rotaries.map((frequencies) => new RotaryTable(frequencies));
    this.#pool = new SlotPool(recipe.layers.length, recipe.keyValueHeads * recipe.headDim);
  }

  async runPrefix(tokens: readonly number[], between: () => Promise<void>): Promise<GraphPrefix> {
    let prefix = emptyPrefix(this.recipe);
    for (let from = 0; from < tokens.length; from += PREFIX_CHUNK) {
      if (from > 0) await between();
      const chunk = tokens.slice(from, from + PREFIX_CHUNK);
      const row = { tokens: chunk, slots: [], prefixLength: from };
      const { newKeys, newValues } = await this.#runLayers(prefix, [row]);
      prefix = extendPrefix(this.recipe, prefix, chunk, newKeys, newValues);
    }
    return prefix;
  }

  freePrefix(): void {
    // Its keys and values go when nothing holds it any more.
  }

  async runRows(prefix: GraphPrefix, rows: readonly PackedRow[]): Promise<RowsRun> {
    const starts: number[] = [];
    let end = 0;
    for (const row of rows) {
      starts.push(end);
      end += row.tokens.length;
    }
    const wanted = rows.flatMap(({ tokens, wanted: places = [tokens.length - 1] }, r) =>
      places.map((place) => starts[r]! + place),
    );
    const { state, newKeys, newValues } = await this.#runLayers(prefix, rows);
    const width = this.recipe.hidden;
    const hidden = new Float32Array(wanted.length * width);
    for (const [i, token] of wanted.entries())
      hidden.set(state.subarray(token * width, (token + 1) * width), i * width);
    const slots = rows.map((row, r) => this.#pool.store(newKeys, newValues, starts[r]!, row.tokens.length));
    return { hidden, slots };
  }

  free(slots: readonly number[]): void {
    this.#pool.free(slots);
  }

  score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    return this.#head.score(hidden, wanted);
  }

  normed(hidden: Float32Array): Float32Array {
    return this.#head.normed(hidden);
  }

  async release(): Promise<void> {
    for (const graph of this.#graphs) await graph.release();
    await this.#head.release();
  }

  async #runLayers(prefix: GraphPrefix, rows: readonly PackedRow[]) {
    const { recipe } = this;
    const ids = rows.flatMap((row) => row.tokens);
    const shared = this.#sharedFeeds(prefix, rows, ids.length);
    let state = await this.#embeddings.lookUp(ids);
    const newKeys: Float32Array[] = [];
    const newValues: Float32Array[] = [];
    for (const graph of this.#graphs) {
      const outputs = await graph.run({
        [DECODER_NAMES.state]: floats(state, ids.length, recipe.hidden),
        ...shared,
        ...cacheFeeds(recipe, prefix, this.#pool, graph.range),
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
  #sharedFeeds(prefix: GraphPrefix, rows: readonly PackedRow[], tokens: number) {
    const feeds: Record<string, Tensor> = attentionFeeds(this.recipe, prefix, this.#pool, rows);
    const positions = packedPositions(rows);
    for (const [kind, rotary] of this.#rotaries.entries()) {
      const { cosine, sine } = rotary.lookUp(positions);
      feeds[DECODER_NAMES.cosine(kind)] = floats(cosine, tokens, 1, this.recipe.headDim / 2);
      feeds[DECODER_NAMES.sine(kind)] = floats(sine, tokens, 1, this.recipe.headDim / 2);
    }
    return feeds;
  }
}
