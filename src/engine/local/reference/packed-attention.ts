import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { GraphBuilder, Value } from "../graph/graph-builder.ts";

/**
 * Inputs that say which tokens see which. Letters: S packed tokens of this run, R rows they belong to, Q most tokens
 * of one row in this run, P tokens of the shared prefix, O slots of the rows' own earlier tokens, T most own tokens
 * that one row sees, H heads, K key/value heads, G = H / K, D head dimension.
 */
export interface AttentionInputs {
  /** [R, Q] index in S of each row's tokens; padding may point anywhere. */
  readonly querySlots: Value;
  /** [S] index in R*Q of each packed token: the inverse of querySlots. */
  readonly queryPositions: Value;
  /** [R, T] index in O + S of the tokens each row sees. */
  readonly keySlots: Value;
  /** [2] = [P, T] */
  readonly parts: Value;
  /** For each kind of window: [S, 1, 1, P], 0 where seen, -1e9 where not. */
  readonly prefixMasks: readonly Value[];
  /** For each kind of window: [R, 1, Q, 1, T]. */
  readonly ownMasks: readonly Value[];
}

export interface LayerCache {
  /** [K, D, P], rotated. */
  readonly prefixKeys: Value;
  /** [K, P, D] */
  readonly prefixValues: Value;
  /** [O, K*D], rotated. */
  readonly ownKeys: Value;
  readonly ownValues: Value;
}

/**
 * Attention of packed rows in two parts: to the prefix, which all rows share (one dense product), and to each row's
 * own tokens (a small batched product). One softmax goes over both. Work grows with P + T, not with the pack.
 * queries: [S, H*D], keys and values: [S, K*D]; returns [S, H*D].
 */
export function packedAttention(
  graph: GraphBuilder,
  recipe: DecoderRecipe,
  window: number,
  { queries, keys, values }: { queries: Value; keys: Value; values: Value },
  cache: LayerCache,
  inputs: AttentionInputs,
): Value {
  const { heads, keyValueHeads: kv, headDim: dim } = recipe;
  const group = heads / kv;
  const reshape = (value: Value, ...shape: number[]) =>
    graph.node("Reshape", [value, graph.integers(...shape)]);
  const reshapeTo = (value: Value, shape: Value) => graph.node("Reshape", [value, shape]);
  const transpose = (value: Value, ...perm: number[]) =>
    graph.node("Transpose", [value], { attributes: { perm } });
  const gather = (value: Value, slots: Value) =>
    graph.node("Gather", [value, slots], { attributes: { axis: 0 } });
  const size = (value: Value, axis: number) =>
    graph.node("Shape", [value], { attributes: { start: axis, end: axis + 1 } });
  const join = (...parts: Value[]) => graph.node("Concat", parts, { attributes: { axis: 0 } });

  const rows = size(inputs.querySlots, 0);
  const perRow = size(inputs.querySlots, 1);
  const ownLength = size(inputs.keySlots, 1);
  const prefixLength = size(cache.prefixValues, 1);

  const grouped = reshape(queries, -1, kv, group, dim); // [S, K, G, D]

  // Scores against the prefix: [K, S*G, D] x [K, D, P] -> [S, K, G, P]
  const forPrefix = reshape(transpose(grouped, 1, 0, 2, 3), kv, -1, dim);
  const prefixProduct = graph.node("MatMul", [forPrefix, cache.prefixKeys]);
  const prefixShape = join(graph.integers(kv, -1, group), prefixLength);
  const prefixScores = graph.node("Add", [
    transpose(reshapeTo(prefixProduct, prefixShape), 1, 0, 2, 3),
    inputs.prefixMasks[window]!,
  ]);

  // Scores against each row's own tokens: [R, K, Q*G, D] x [R, K, D, T] -> [S, K, G, T]
  const ownKeys = reshape(
    graph.node("Concat", [cache.ownKeys, keys], { attributes: { axis: 0 } }),
    -1,
    kv,
    dim,
  );
  const ownValues = reshape(
    graph.node("Concat", [cache.ownValues, values], { attributes: { axis: 0 } }),
    -1,
    kv,
    dim,
  );
  const rowKeys = transpose(gather(ownKeys, inputs.keySlots), 0, 2, 3, 1); // [R, K, D, T]
  const rowValues = transpose(gather(ownValues, inputs.keySlots), 0, 2, 1, 3); // [R, K, T, D]
  const perRowQueries = transpose(gather(grouped, inputs.querySlots), 0, 2, 1, 3, 4); // [R, K, Q, G, D]
  const packedQueries = reshapeTo(perRowQueries, join(rows, graph.integers(kv, -1, dim)));
  const ownProduct = graph.node("MatMul", [packedQueries, rowKeys]); // [R, K, Q*G, T]
  const ownShape = join(rows, graph.integers(kv), perRow, graph.integers(group), ownLength);
  const masked = graph.node("Add", [reshapeTo(ownProduct, ownShape), inputs.ownMasks[window]!]);
  const flatShape = join(graph.integers(-1, kv, group), ownLength);
  const ownScores = gather(reshapeTo(transpose(masked, 0, 2, 1, 3, 4), flatShape), inputs.queryPositions);

  const scores = graph.node("Concat", [prefixScores, ownScores], { attributes: { axis: -1 } });
  const probabilities = graph.node("Softmax", [scores], { attributes: { axis: -1 } });
  const [toPrefix, toOwn] = graph.nodes("Split", [probabilities, inputs.parts], 2, {
    attributes: { axis: -1 },
  });

  // Back the same two ways: [S, K, G, P] x [K, P, D] and [R, K, Q*G, T] x [R, K, T, D] -> [S, K, G, D]
  const prefixWeights = reshapeTo(
    transpose(toPrefix!, 1, 0, 2, 3),
    join(graph.integers(kv, -1), prefixLength),
  );
  const prefixMix = reshape(graph.node("MatMul", [prefixWeights, cache.prefixValues]), kv, -1, group, dim);
  const ownWeights = transpose(gather(toOwn!, inputs.querySlots), 0, 2, 1, 3, 4); // [R, K, Q, G, T]
  const packedWeights = reshapeTo(ownWeights, join(rows, graph.integers(kv, -1), ownLength));
  const ownMix = reshapeTo(
    graph.node("MatMul", [packedWeights, rowValues]),
    join(rows, graph.integers(kv), perRow, graph.integers(group, dim)),
  );
  const flatMix = gather(
    reshape(transpose(ownMix, 0, 2, 1, 3, 4), -1, kv, group, dim),
    inputs.queryPositions,
  );
  const mixed = graph.node("Add", [transpose(prefixMix, 1, 0, 2, 3), flatMix]);
  return reshape(mixed, -1, heads * dim);
}
