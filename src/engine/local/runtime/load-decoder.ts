import type { LoadProgress } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { architectureOf } from "../architectures/architectures.ts";
import { readCalibration } from "../calibration/calibration.ts";
import { SmoothedWeights } from "../calibration/smoothed-weights.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { buildDecoderGraph } from "../graph/decoder-graph.ts";
import { DecoderWeights, type LayerWeights } from "../graph/decoder-weights.ts";
import { buildHeadGraph } from "../graph/head-graph.ts";
import { LINEAR_KERNELS, type Arithmetic, type LinearKernel } from "../graph/linear.ts";
import { createOwnShard, type CreateShard } from "../vocabulary/shard-port.ts";
import { Decoder, type LayerGraph } from "./decoder.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import { GraphHead } from "./graph-head.ts";
import type { Embeddings, Head } from "./head.ts";
import { lastNorm, type LastNorm } from "./last-norm.ts";
import { canShard, loadVocabulary } from "./load-vocabulary.ts";
import { createSession } from "./ort-session.ts";
import { TiedEmbeddings, VocabularyHead } from "./vocabulary-head.ts";

const LAYERS_PER_GRAPH = 6;

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
  const normed = lastNorm(await weights.vector("output_norm.weight", recipe.hidden), recipe.normEpsilon);
  const { head, embeddings } =
    arithmetic === "int8" && canShard(recipe.hidden)
      ? await loadVocabularyHead(recipe, weights, normed, shards)
      : await loadGraphHead(recipe, weights, normed, arithmetic);
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
  const isTied = !weights.has(OUTPUT);
  const vocabulary = await loadVocabulary(recipe, weights, isTied ? EMBEDDING : OUTPUT, shards);
  const embeddings = isTied ? new TiedEmbeddings(vocabulary, recipe) : await embeddingTable(recipe, weights);
  return { head: new VocabularyHead(vocabulary, normed), embeddings };
}

async function loadGraphHead(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  normed: LastNorm,
  arithmetic: Arithmetic,
): Promise<Ends> {
  const name = weights.has(OUTPUT) ? OUTPUT : EMBEDDING;
  const matrix = await weights.matrix(name, recipe.vocabulary, recipe.hidden);
  const head = new GraphHead(
    await createSession(await buildHeadGraph(recipe, weights, matrix, LINEAR_KERNELS[arithmetic])),
    normed,
  );
  return { head, embeddings: await embeddingTable(recipe, weights) };
}

async function embeddingTable(recipe: DecoderRecipe, weights: DecoderWeights): Promise<EmbeddingTable> {
  const matrix = await weights.matrix(EMBEDDING, recipe.vocabulary, recipe.hidden);
  return new EmbeddingTable(matrix, recipe.embeddingScale);
}
