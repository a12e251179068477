import type { LoadProgress } from "../../completer.ts";
import { architectureOf } from "../architectures/architectures.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { buildDecoderGraph } from "../graph/decoder-graph.ts";
import { DecoderWeights } from "../graph/decoder-weights.ts";
import { buildHeadGraph } from "../graph/head-graph.ts";
import type { Arithmetic } from "../graph/linear.ts";
import { Decoder } from "./decoder.ts";
import { EmbeddingTable } from "./embedding-table.ts";
import { createSession } from "./ort-session.ts";

/**
 * Makes a model file ready to run: reads the recipe, requantises the weights and writes both graphs.
 * Throws an EngineError that says what is wrong with the file.
 */
export async function loadDecoder(
  file: GgufFile,
  arithmetic: Arithmetic,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<Decoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  const totalBytes = [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  let loadedBytes = 0;
  const weights = new DecoderWeights(file, (bytes) => {
    loadedBytes += bytes;
    onProgress({ phase: "prepare", loadedBytes, totalBytes });
  });
  const embedding = await weights.matrix("token_embd.weight", recipe.vocabulary, recipe.hidden);
  // One graph after the other, so that only one set of requantised weights is held beside onnxruntime's own.
  const layers = await createSession(await buildDecoderGraph(recipe, weights, arithmetic));
  onProgress({ phase: "start", loadedBytes: 1, totalBytes: 2 });
  const head = await createSession(await buildHeadGraph(recipe, weights, embedding, arithmetic));
  onProgress({ phase: "start", loadedBytes: 2, totalBytes: 2 });
  return new Decoder(recipe, layers, head, new EmbeddingTable(embedding, recipe.embeddingScale));
}
