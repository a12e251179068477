import type { DecoderRecipe } from "../architectures/architecture.ts";
import { architectureOf } from "../architectures/architectures.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { buildDecoderGraph } from "./decoder-graph.ts";
import { DecoderWeights, type LayerWeights } from "../matrices/decoder-weights.ts";
import { buildHeadGraph } from "./head-graph.ts";
import { GraphDecoder, type LayerGraph } from "./graph-decoder.ts";
import { GraphHead } from "./graph-head.ts";
import { lastNorm } from "../runtime/last-norm.ts";
import { loadEmbeddingTable } from "../runtime/load-embedding-table.ts";
import { lastMatrixName } from "../runtime/matrix-names.ts";
import { createSession } from "../graph/ort-session.ts";

const LAYERS_PER_GRAPH = 6;

/**
 * Makes a model file ready in 32-bit floating point, run by onnxruntime: what our own kernels are measured against.
 * Throws an EngineError that says what is wrong with the file.
 */
export async function loadReference(file: GgufFile): Promise<GraphDecoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  const weights = new DecoderWeights(file);
  const graphs = await loadLayers(recipe, weights);
  const normed = lastNorm(await weights.vector("output_norm.weight", recipe.hidden), recipe.normEpsilon);
  const matrix = await weights.matrix(lastMatrixName(weights), recipe.vocabulary, recipe.hidden);
  const head = new GraphHead(await createSession(await buildHeadGraph(recipe, weights, matrix)), normed);
  return new GraphDecoder(recipe, graphs, head, await loadEmbeddingTable(recipe, weights));
}

/**
 * Makes the layers ready, a few at a time: onnxruntime holds the weights of a graph twice while it makes it ready, and
 * its memory never shrinks.
 */
export async function loadLayers(recipe: DecoderRecipe, weights: LayerWeights): Promise<LayerGraph[]> {
  const graphs: LayerGraph[] = [];
  for (let first = 0; first < recipe.layers.length; first += LAYERS_PER_GRAPH) {
    const range = { first, end: Math.min(first + LAYERS_PER_GRAPH, recipe.layers.length) };
    const session = await createSession(await buildDecoderGraph(recipe, weights, range));
    graphs.push({ range, run: (feeds) => session.run(feeds), release: () => session.release() });
  }
  return graphs;
}
