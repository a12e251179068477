import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { LayerWeights } from "../matrices/decoder-weights.ts";
import { GraphBuilder, type BuiltGraph, type Value } from "../graph/graph-builder.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import { linear } from "./linear.ts";
import { deinterleaveHeads, scaleMatrix, stackMatrices, type Matrix } from "../matrices/matrix.ts";
import { packedAttention, type AttentionInputs } from "./packed-attention.ts";
import { rmsNorm } from "./rms-norm.ts";

/** Names of the decoder graph's inputs and outputs; letters as in AttentionInputs. */
export const DECODER_NAMES = {
  /** [S, hidden]: embeddings, or what the layers before gave */
  state: "state",
  /** [S, 1, D/2], one for each kind of rotary embedding */
  cosine: (rotary: number) => `cosine_${rotary}`,
  sine: (rotary: number) => `sine_${rotary}`,
  querySlots: "query_slots",
  queryPositions: "query_positions",
  keySlots: "key_slots",
  parts: "parts",
  prefixMask: (window: number) => `prefix_mask_${window}`,
  ownMask: (window: number) => `own_mask_${window}`,
  prefixKeys: (layer: number) => `prefix_keys_${layer}`,
  prefixValues: (layer: number) => `prefix_values_${layer}`,
  ownKeys: (layer: number) => `own_keys_${layer}`,
  ownValues: (layer: number) => `own_values_${layer}`,
  /** Output [S, hidden] */
  newState: "new_state",
  /** Outputs [S, K*D] */
  newKeys: (layer: number) => `new_keys_${layer}`,
  newValues: (layer: number) => `new_values_${layer}`,
} as const;

/** Writes some layers of a decoder as an ONNX graph that runs packed rows over a shared prefix. */
export async function buildDecoderGraph(
  recipe: DecoderRecipe,
  weights: LayerWeights,
  { first, end }: LayerRange,
): Promise<BuiltGraph> {
  const graph = new GraphBuilder();
  const { hidden, heads, keyValueHeads, headDim, feedForward, normEpsilon } = recipe;
  const cacheWidth = keyValueHeads * headDim;

  const rotaries = recipe.rotaries.map((_, i) => ({
    cosine: graph.input(DECODER_NAMES.cosine(i), "float32", ["S", 1, headDim / 2]),
    sine: graph.input(DECODER_NAMES.sine(i), "float32", ["S", 1, headDim / 2]),
  }));
  const attention: AttentionInputs = {
    querySlots: graph.input(DECODER_NAMES.querySlots, "int32", ["R", "Q"]),
    queryPositions: graph.input(DECODER_NAMES.queryPositions, "int32", ["S"]),
    keySlots: graph.input(DECODER_NAMES.keySlots, "int32", ["R", "T"]),
    parts: graph.input(DECODER_NAMES.parts, "int64", [2]),
    prefixMasks: recipe.windows.map((_, i) =>
      graph.input(DECODER_NAMES.prefixMask(i), "float32", ["S", 1, 1, "P"]),
    ),
    ownMasks: recipe.windows.map((_, i) =>
      graph.input(DECODER_NAMES.ownMask(i), "float32", ["R", 1, "Q", 1, "T"]),
    ),
  };

  const rotate = (value: Value, headCount: number, rotary: { cosine: Value; sine: Value }): Value => {
    const byHead = graph.node("Reshape", [value, graph.integers(-1, headCount, headDim)]);
    const [low, high] = graph.nodes("Split", [byHead], 2, { attributes: { axis: -1, num_outputs: 2 } });
    const times = (a: Value, b: Value) => graph.node("Mul", [a, b]);
    const rotatedLow = graph.node("Sub", [times(low!, rotary.cosine), times(high!, rotary.sine)]);
    const rotatedHigh = graph.node("Add", [times(high!, rotary.cosine), times(low!, rotary.sine)]);
    const rotated = graph.node("Concat", [rotatedLow, rotatedHigh], { attributes: { axis: -1 } });
    return graph.node("Reshape", [rotated, graph.integers(-1, headCount * headDim)]);
  };

  let state = graph.input(DECODER_NAMES.state, "float32", ["S", hidden]);
  for (let layer = first; layer < end; layer++) {
    const kind = recipe.layers[layer]!;
    const name = (part: string) => `blk.${layer}.${part}.weight`;
    const matrix = (part: string, rows: number, columns: number) => weights.matrix(name(part), rows, columns);
    const norm = async (value: Value, part: string, scale = 1) =>
      rmsNorm(graph, value, await weights.vector(name(part), hidden), normEpsilon, scale);
    const headNorm = async (value: Value, part: string, scale: number) => {
      const byHead = graph.node("Reshape", [value, graph.integers(-1, headDim)]);
      return rmsNorm(graph, byHead, await weights.vector(name(part), headDim), normEpsilon, scale);
    };
    const inOrder = (projection: Matrix) =>
      recipe.interleavedHeads ? deinterleaveHeads(projection, headDim) : projection;

    // The score scale rides on the query's norm or weights, so that it costs nothing at run time.
    const query = inOrder(await matrix("attn_q", heads * headDim, hidden));
    const projections = stackMatrices([
      recipe.queryKeyNorm ? query : scaleMatrix(query, recipe.queryScale),
      inOrder(await matrix("attn_k", cacheWidth, hidden)),
      await matrix("attn_v", cacheWidth, hidden),
    ]);
    const attended = await norm(state, "attn_norm");
    const together = linear(graph, attended, projections);
    const widths = graph.integers(heads * headDim, cacheWidth, cacheWidth);
    const split = graph.nodes("Split", [together, widths], 3, { attributes: { axis: -1 } }) as [
      Value,
      Value,
      Value,
    ];
    const [, , values] = split;
    let [queries, keys] = split;
    if (recipe.queryKeyNorm) {
      queries = await headNorm(queries, "attn_q_norm", recipe.queryScale);
      keys = await headNorm(keys, "attn_k_norm", 1);
    }
    const rotary = rotaries[kind.rotary]!;
    queries = rotate(queries, heads, rotary);
    keys = rotate(keys, keyValueHeads, rotary);
    graph.output(DECODER_NAMES.newKeys(layer), keys, "float32", ["S", cacheWidth]);
    graph.output(DECODER_NAMES.newValues(layer), values, "float32", ["S", cacheWidth]);
    const cache = {
      prefixKeys: graph.input(DECODER_NAMES.prefixKeys(layer), "float32", [keyValueHeads, headDim, "P"]),
      prefixValues: graph.input(DECODER_NAMES.prefixValues(layer), "float32", [keyValueHeads, "P", headDim]),
      ownKeys: graph.input(DECODER_NAMES.ownKeys(layer), "float32", ["O", cacheWidth]),
      ownValues: graph.input(DECODER_NAMES.ownValues(layer), "float32", ["O", cacheWidth]),
    };
    const mixed = packedAttention(graph, recipe, kind.window, { queries, keys, values }, cache, attention);
    const output = await matrix("attn_output", hidden, heads * headDim);
    let change = linear(graph, mixed, output);
    if (recipe.postNorms) change = await norm(change, "post_attention_norm");
    state = graph.node("Add", [state, change]);

    const normed = await norm(state, "ffn_norm");
    const gateAndUp = stackMatrices([
      await matrix("ffn_gate", feedForward, hidden),
      await matrix("ffn_up", feedForward, hidden),
    ]);
    const both = linear(graph, normed, gateAndUp);
    const [gate, up] = graph.nodes("Split", [both], 2, { attributes: { axis: -1, num_outputs: 2 } });
    const active = graph.node("Mul", [ACTIVATIONS[recipe.activation](graph, gate!), up!]);
    const down = await matrix("ffn_down", hidden, feedForward);
    change = linear(graph, active, down);
    if (recipe.postNorms) change = await norm(change, "post_ffw_norm");
    state = graph.node("Add", [state, change]);
  }

  graph.output(DECODER_NAMES.newState, state, "float32", ["S", hidden]);
  return graph.build();
}

export const ACTIVATIONS: Readonly<
  Record<DecoderRecipe["activation"], (graph: GraphBuilder, value: Value) => Value>
> = {
  // FastGelu is the tanh form, which Gemma was trained with.
  "gelu-tanh": (graph, value) => graph.node("FastGelu", [value], { domain: "com.microsoft" }),
  silu: (graph, value) => graph.node("Mul", [value, graph.node("Sigmoid", [value])]),
};
