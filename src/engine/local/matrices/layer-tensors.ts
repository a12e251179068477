import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerWeights } from "./decoder-weights.ts";
import { deinterleaveHeads, scaleMatrix, stackMatrices, type Matrix } from "./matrix.ts";

/** Null where the model has none. */
export interface LayerNorms {
  /** [hidden] each. */
  readonly attention: Float32Array;
  readonly postAttention: Float32Array | null;
  readonly feedForward: Float32Array;
  readonly postFeedForward: Float32Array | null;
  /** Of queries, then of keys: [2 * headDim]. */
  readonly heads: Float32Array | null;
}

/**
 * The weights of one layer as kernels take them, each read when it is asked for: heads in halves, and the score scale
 * on the query's norm or weights, so that it costs nothing at run time. Reading throws an EngineError that says what is
 * wrong with the file.
 */
export class LayerTensors {
  readonly #recipe: DecoderRecipe;
  readonly #weights: LayerWeights;
  readonly #layer: number;

  constructor(recipe: DecoderRecipe, weights: LayerWeights, layer: number) {
    this.#recipe = recipe;
    this.#weights = weights;
    this.#layer = layer;
  }

  /** Queries, keys and values one below the other: [(heads + 2 * keyValueHeads) * headDim, hidden]. */
  async projections(): Promise<Matrix> {
    const { hidden, heads, keyValueHeads, headDim, queryKeyNorm, queryScale } = this.#recipe;
    const cacheWidth = keyValueHeads * headDim;
    const query = this.#inOrder(await this.#matrix("attn_q", heads * headDim, hidden));
    return stackMatrices([
      queryKeyNorm ? query : scaleMatrix(query, queryScale),
      this.#inOrder(await this.#matrix("attn_k", cacheWidth, hidden)),
      await this.#matrix("attn_v", cacheWidth, hidden),
    ]);
  }

  /** [hidden, heads * headDim] */
  output(): Promise<Matrix> {
    const { hidden, heads, headDim } = this.#recipe;
    return this.#matrix("attn_output", hidden, heads * headDim);
  }

  /** What opens the values, and the values: [feedForward, hidden] each. */
  async gates(): Promise<readonly [gate: Matrix, up: Matrix]> {
    const { hidden, feedForward } = this.#recipe;
    return [
      await this.#matrix("ffn_gate", feedForward, hidden),
      await this.#matrix("ffn_up", feedForward, hidden),
    ];
  }

  /** [hidden, feedForward] */
  down(): Promise<Matrix> {
    const { hidden, feedForward } = this.#recipe;
    return this.#matrix("ffn_down", hidden, feedForward);
  }

  async norms(): Promise<LayerNorms> {
    const { hidden, postNorms, queryKeyNorm } = this.#recipe;
    return {
      attention: await this.#vector("attn_norm", hidden),
      postAttention: postNorms ? await this.#vector("post_attention_norm", hidden) : null,
      feedForward: await this.#vector("ffn_norm", hidden),
      postFeedForward: postNorms ? await this.#vector("post_ffw_norm", hidden) : null,
      heads: queryKeyNorm ? await this.#headNorms() : null,
    };
  }

  async #headNorms(): Promise<Float32Array> {
    const { headDim, queryScale } = this.#recipe;
    const norms = new Float32Array(2 * headDim);
    norms.set((await this.#vector("attn_q_norm", headDim)).map((weight) => weight * queryScale));
    norms.set(await this.#vector("attn_k_norm", headDim), headDim);
    return norms;
  }

  #inOrder(projection: Matrix): Matrix {
    const { interleavedHeads, headDim } = this.#recipe;
    return interleavedHeads ? deinterleaveHeads(projection, headDim) : projection;
  }

  #matrix(part: string, rows: number, columns: number): Promise<Matrix> {
    return this.#weights.matrix(this.#name(part), rows, columns);
  }

  #vector(part: string, length: number): Promise<Float32Array> {
    return this.#weights.vector(this.#name(part), length);
  }

  #name(part: string): string {
    return `blk.${this.#layer}.${part}.weight`;
  }
}
