import type { LoadProgress } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { architectureOf } from "../architectures/architectures.ts";
import { readCalibration } from "../calibration/calibration.ts";
import { SmoothedWeights } from "../calibration/smoothed-weights.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { buildDecoderGraph } from "../graph/decoder-graph.ts";
import { DecoderWeights, type LayerWeights } from "../graph/decoder-weights.ts";
import { buildHeadGraph } from "../graph/head-graph.ts";
import type { LayerRange } from "../graph/layer-range.ts";
import { LINEAR_KERNELS, type Arithmetic, type LinearKernel } from "../graph/linear.ts";
import { createOwnShard, type CreateShard } from "../vocabulary/shard-port.ts";
import { Decoder, type LayerGraph } from "./decoder.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import { GraphHead } from "./graph-head.ts";
import type { Embeddings, Head } from "./head.ts";
import { canShard, loadVocabulary } from "./load-vocabulary.ts";
import { createSession } from "./ort-session.ts";
import { TiedEmbeddings, VocabularyHead } from "./vocabulary-head.ts";

const LAYERS_PER_GRAPH = 6;

/** At least this many layers are the upper ones, which adapters change. */
const UPPER_LAYERS = 6;

const EMBEDDING = "token_embd.weight";
/** Families with tied embeddings have no output matrix of their own. */
const OUTPUT = "output.weight";

export interface LoadDecoderOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** One for each part of the vocabulary that is to have a thread of its own. */
  readonly shards?: readonly CreateShard[];
  /** As readCalibration takes it; for integer arithmetic. */
  readonly calibration?: Uint8Array | null;
}

/**
 * Makes a model file ready to run: reads the recipe, requantises the weights and writes the graph.
 * Throws an EngineError that says what is wrong with the file.
 */
export async function loadDecoder(
  file: GgufFile,
  arithmetic: Arithmetic,
  { onProgress = () => {}, shards = [createOwnShard], calibration = null }: LoadDecoderOptions = {},
): Promise<Decoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  const totalBytes = [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  let loadedBytes = 0;
  const weights = new DecoderWeights(file, (bytes) => {
    loadedBytes += bytes;
    onProgress({ phase: "prepare", loadedBytes, totalBytes });
  });
  const smoothed =
    calibration === null || arithmetic === "float32"
      ? weights
      : new SmoothedWeights(weights, readCalibration(calibration, recipe), recipe);
  const graphs = await loadLayers(recipe, smoothed, LINEAR_KERNELS[arithmetic]);
  onProgress({ phase: "start", loadedBytes: 1, totalBytes: 2 });
  const { head, embeddings } =
    arithmetic === "int8" && canShard(recipe.hidden)
      ? await loadVocabularyHead(recipe, weights, shards)
      : await loadGraphHead(recipe, weights, arithmetic);
  onProgress({ phase: "start", loadedBytes: 2, totalBytes: 2 });
  return new Decoder(recipe, graphs, head, embeddings);
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

/** The layers that adapters change: the last ones, from where a graph of loadLayers begins. */
export function upperLayers({ layers }: Pick<DecoderRecipe, "layers">): LayerRange {
  const first = Math.floor(Math.max(layers.length - UPPER_LAYERS, 0) / LAYERS_PER_GRAPH) * LAYERS_PER_GRAPH;
  return { first, end: layers.length };
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
  shards: readonly CreateShard[],
): Promise<Ends> {
  const norm = await weights.vector("output_norm.weight", recipe.hidden);
  const name = lastMatrixName(weights);
  const vocabulary = await loadVocabulary(recipe, weights, name, shards);
  const embeddings =
    name === EMBEDDING ? new TiedEmbeddings(vocabulary, recipe) : await embeddingTable(recipe, weights);
  return { head: new VocabularyHead(vocabulary, norm, recipe), embeddings };
}

async function loadGraphHead(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  arithmetic: Arithmetic,
): Promise<Ends> {
  const matrix = await weights.matrix(lastMatrixName(weights), recipe.vocabulary, recipe.hidden);
  const head = new GraphHead(
    await createSession(await buildHeadGraph(recipe, weights, matrix, LINEAR_KERNELS[arithmetic])),
  );
  return { head, embeddings: await embeddingTable(recipe, weights) };
}

async function embeddingTable(recipe: DecoderRecipe, weights: DecoderWeights): Promise<EmbeddingTable> {
  const matrix = await weights.matrix(EMBEDDING, recipe.vocabulary, recipe.hidden);
  return new EmbeddingTable(matrix, recipe.embeddingScale);
}
