import type { GgufFile } from "../gguf/gguf-file.ts";

/** What one layer does differently from its neighbours. */
export interface LayerKind {
  /** Index into DecoderRecipe.rotaries. */
  readonly rotary: number;
  /** Index into DecoderRecipe.windows. */
  readonly window: number;
}

/**
 * A decoder-only transformer in numbers and switches. What kernels, training and the reference run follows from this
 * alone; an architecture is the function that reads it from a model file. Tensor names are llama.cpp's, the same for
 * all families.
 */
export interface DecoderRecipe {
  readonly layers: readonly LayerKind[];
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  /** Tokens the model was trained to read at most. */
  readonly trainedContext: number;
  readonly normEpsilon: number;
  /** Embeddings are multiplied by this. */
  readonly embeddingScale: number;
  /** Attention scores are multiplied by this. */
  readonly queryScale: number;
  readonly activation: "gelu-tanh" | "silu";
  /** RMS norm of queries and keys before rotation. */
  readonly queryKeyNorm: boolean;
  /** RMS norm of what attention and feed-forward give back, before it is added. */
  readonly postNorms: boolean;
  /** Whether the file has query and key rows interleaved (see deinterleaveHeads). */
  readonly interleavedHeads: boolean;
  /** Inverse frequencies [headDim / 2] of each kind of rotary embedding. */
  readonly rotaries: readonly Float64Array[];
  /** How many positions back a layer sees, itself included; null sees all. */
  readonly windows: readonly (number | null)[];
}

export interface Architecture {
  /** As in `general.architecture`. */
  readonly id: string;
  /** Throws an EngineError (model-file-invalid, model-unsupported) that names what is missing. */
  readRecipe(file: GgufFile): Promise<DecoderRecipe>;
}
