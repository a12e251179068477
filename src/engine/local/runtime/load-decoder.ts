import { EngineError, type LoadProgress } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { architectureOf } from "../architectures/architectures.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { buildDecoderGraph } from "../graph/decoder-graph.ts";
import { DecoderWeights, type LayerWeights } from "../graph/decoder-weights.ts";
import { buildHeadGraph } from "../graph/head-graph.ts";
import { LINEAR_KERNELS, type Arithmetic, type LinearKernel } from "../graph/linear.ts";
import { canPack, PackedLayers } from "../layers/packed-layers.ts";
import type { EngineThread } from "../threads/engine-thread.ts";
import { createOwnShard, type CreateShard } from "../vocabulary/shard-port.ts";
import type { Decoder } from "./decoder.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import { GraphDecoder, type LayerGraph } from "./graph-decoder.ts";
import { GraphHead } from "./graph-head.ts";
import type { Embeddings, Head } from "./head.ts";
import { lastNorm, type LastNorm } from "./last-norm.ts";
import { CONTEXT_TOKENS, MAX_STEP_TOKENS } from "./limits.ts";
import { canShard, loadVocabulary } from "./load-vocabulary.ts";
import { createSession } from "./ort-session.ts";
import { PackedDecoder } from "./packed-decoder.ts";
import { TiedEmbeddings, VocabularyHead } from "./vocabulary-head.ts";

const LAYERS_PER_GRAPH = 6;

const EMBEDDING = "token_embd.weight";
/** Families with tied embeddings have no output matrix of their own. */
const OUTPUT = "output.weight";

export interface LoadDecoderOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Threads that work beside this one: each has a part of the vocabulary, and takes part in the layers. */
  readonly others?: readonly EngineThread[];
}

/**
 * Makes a model file ready to run: reads the recipe, requantises the weights and writes the graph.
 * Throws an EngineError that says what is wrong with the file.
 */
export function loadDecoder(
  file: GgufFile,
  arithmetic: "int8",
  options?: LoadDecoderOptions,
): Promise<PackedDecoder>;
export function loadDecoder(
  file: GgufFile,
  arithmetic: Arithmetic,
  options?: LoadDecoderOptions,
): Promise<Decoder>;
export async function loadDecoder(
  file: GgufFile,
  arithmetic: Arithmetic,
  { onProgress = () => {}, others = [] }: LoadDecoderOptions = {},
): Promise<Decoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  const totalBytes = [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  let loadedBytes = 0;
  const weights = new DecoderWeights(file, (bytes) => {
    loadedBytes += bytes;
    onProgress({ phase: "prepare", loadedBytes, totalBytes });
  });
  const normed = lastNorm(await weights.vector("output_norm.weight", recipe.hidden), recipe.normEpsilon);
  const ends = (arithmetic: Arithmetic) => {
    onProgress({ phase: "start", loadedBytes: 1, totalBytes: 2 });
    return arithmetic === "int8"
      ? loadVocabularyHead(recipe, weights, normed, [
          createOwnShard,
          ...others.map((other) => other.createShard),
        ])
      : loadGraphHead(recipe, weights, normed);
  };
  if (arithmetic === "float32") {
    const graphs = await loadLayers(recipe, weights, LINEAR_KERNELS.float32);
    const { head, embeddings } = await ends(arithmetic);
    return new GraphDecoder(recipe, graphs, head, embeddings);
  }
  if (!canPack(recipe) || !canShard(recipe.hidden)) {
    const detail = `rows of ${recipe.hidden} and ${recipe.feedForward} values are no whole number of 32`;
    throw new EngineError({ code: "model-unsupported", detail });
  }
  const sizes = {
    mostTokens: MAX_STEP_TOKENS,
    contextTokens: Math.min(CONTEXT_TOKENS, recipe.trainedContext),
  };
  const layers = await PackedLayers.load(
    recipe,
    weights,
    sizes,
    others.map((other) => other.layers),
  );
  const { head, embeddings } = await ends(arithmetic);
  onProgress({ phase: "start", loadedBytes: 2, totalBytes: 2 });
  return new PackedDecoder(recipe, layers, head, embeddings);
}

/**
 * Makes the layers ready, a few at a time: onnxruntime holds the weights of a graph twice while it makes it ready, and
 * its memory never shrinks.
 */
export async function loadLayers(
  recipe: DecoderRecipe,
  weights: LayerWeights,
  linear: LinearKernel,
): Promise<LayerGraph[]> {
  const graphs: LayerGraph[] = [];
  for (let first = 0; first < recipe.layers.length; first += LAYERS_PER_GRAPH) {
    const range = { first, end: Math.min(first + LAYERS_PER_GRAPH, recipe.layers.length) };
    const session = await createSession(await buildDecoderGraph(recipe, weights, linear, range));
    graphs.push({ range, run: (feeds) => session.run(feeds), release: () => session.release() });
  }
  return graphs;
}

/** Name of the matrix that gives the scores of the next token. */
export const lastMatrixName = (weights: Pick<DecoderWeights, "has">): string =>
  weights.has(OUTPUT) ? OUTPUT : EMBEDDING;

interface Ends {
  readonly head: Head;
  readonly embeddings: Embeddings;
}

async function loadVocabularyHead(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  normed: LastNorm,
  shards: readonly CreateShard[],
): Promise<Ends> {
  const name = lastMatrixName(weights);
  const vocabulary = await loadVocabulary(recipe, weights, name, shards);
  const embeddings =
    name === EMBEDDING ? new TiedEmbeddings(vocabulary, recipe) : await embeddingTable(recipe, weights);
  return { head: new VocabularyHead(vocabulary, normed), embeddings };
}

async function loadGraphHead(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  normed: LastNorm,
): Promise<Ends> {
  const matrix = await weights.matrix(lastMatrixName(weights), recipe.vocabulary, recipe.hidden);
  const head = new GraphHead(
    await createSession(await buildHeadGraph(recipe, weights, matrix, LINEAR_KERNELS.float32)),
    normed,
  );
  return { head, embeddings: await embeddingTable(recipe, weights) };
}

async function embeddingTable(recipe: DecoderRecipe, weights: DecoderWeights): Promise<EmbeddingTable> {
  const matrix = await weights.matrix(EMBEDDING, recipe.vocabulary, recipe.hidden);
  return new EmbeddingTable(matrix, recipe.embeddingScale);
}
