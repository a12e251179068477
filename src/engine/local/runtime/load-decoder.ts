import type { LoadProgress } from "../../completer.ts";
import { architectureOf } from "../architectures/architectures.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { PackedLayers } from "../layers/packed-layers.ts";
import type { EngineThread } from "../threads/engine-thread.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import { createOwnShard } from "../vocabulary/shard-port.ts";
import { EmbeddedLayers } from "./embedded-layers.ts";
import { lastNorm } from "./last-norm.ts";
import { CONTEXT_TOKENS, MAX_STEP_TOKENS } from "./limits.ts";
import { loadEmbeddingTable } from "./load-embedding-table.ts";
import { loadVocabulary } from "./load-vocabulary.ts";
import { EMBEDDING, lastMatrixName } from "./matrix-names.ts";
import { PackedDecoder } from "./packed-decoder.ts";
import { requireRunnable } from "./require-runnable.ts";
import { stateEnergy } from "./state-energy.ts";
import { TiedEmbeddings, VocabularyHead } from "./vocabulary-head.ts";

export interface LoadDecoderOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Threads that work beside this one: each has a part of the vocabulary, and takes part in the layers. */
  readonly others?: readonly EngineThread[];
  /** Where the weights are kept as the kernels take them; left out, they are prepared at each start. */
  readonly prepared?: PreparedWeights | null;
}

/**
 * Makes a model file ready to run: reads the recipe, and packs the weights for our own kernels.
 * Throws an EngineError that says what is wrong with the file.
 */
export async function loadDecoder(
  file: GgufFile,
  { onProgress = () => {}, others = [], prepared = null }: LoadDecoderOptions = {},
): Promise<PackedDecoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  requireRunnable(recipe);
  const totalBytes = [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  let loadedBytes = 0;
  const weights = new DecoderWeights(file, (bytes) => {
    loadedBytes += bytes;
    onProgress({ phase: "prepare", loadedBytes, totalBytes });
  });
  const normed = lastNorm(await weights.vector("output_norm.weight", recipe.hidden), recipe.normEpsilon);
  const sizes = {
    mostTokens: MAX_STEP_TOKENS,
    contextTokens: Math.min(CONTEXT_TOKENS, recipe.trainedContext),
  };
  const layers = await PackedLayers.load(
    recipe,
    weights,
    sizes,
    others.map((other) => other.layers),
    prepared,
  );
  onProgress({ phase: "start", loadedBytes: 1, totalBytes: 2 });
  const name = lastMatrixName(weights);
  const shards = [createOwnShard, ...others.map((other) => other.createShard)];
  const embedded = async (ids: readonly number[]) =>
    (await weights.floatRows(EMBEDDING, ids)).map((value) => value * recipe.embeddingScale);
  const energy = () => stateEnergy(recipe, layers, embedded, normed);
  const vocabulary = await loadVocabulary(
    recipe,
    weights,
    name,
    shards,
    { file: prepared, from: layers.weightBytes },
    energy,
  );
  const embeddings =
    name === EMBEDDING ? new TiedEmbeddings(vocabulary, recipe) : await loadEmbeddingTable(recipe, weights);
  onProgress({ phase: "start", loadedBytes: 2, totalBytes: 2 });
  return new PackedDecoder(
    recipe,
    new EmbeddedLayers(layers, embeddings),
    new VocabularyHead(vocabulary, normed),
  );
}
