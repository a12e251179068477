import type { GraphBuilder, Value } from "../graph/graph-builder.ts";

/**
 * RMS norm over the last axis, times weight, times scale.
 * Source: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export function rmsNorm(
  graph: GraphBuilder,
  value: Value,
  weight: Float32Array,
  epsilon: number,
  scale = 1,
): Value {
  const scaled = scale === 1 ? weight : weight.map((entry) => entry * scale);
  return graph.node("SimplifiedLayerNormalization", [value, graph.weight(scaled, [scaled.length])], {
    attributes: { axis: -1, epsilon: { float: epsilon }, stash_type: 1 },
  });
}
