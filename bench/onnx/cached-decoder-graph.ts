import type { DecoderRecipe } from "../../src/engine/local/architectures/architecture.ts";
import { ACTIVATIONS } from "../../src/engine/local/reference/decoder-graph.ts";
import type { DecoderWeights } from "../../src/engine/local/matrices/decoder-weights.ts";
import { GraphBuilder, type BuiltGraph, type Value } from "../../src/engine/local/graph/graph-builder.ts";
import { deinterleaveHeads, scaleMatrix, stackMatrices } from "../../src/engine/local/matrices/matrix.ts";
import { rmsNorm } from "../../src/engine/local/reference/rms-norm.ts";
import { EMBEDDING, lastMatrixName } from "../../src/engine/local/runtime/matrix-names.ts";
import { RotaryTable } from "../../src/engine/local/runtime/rotary-table.ts";
import type { Products } from "./products.ts";

const BOOLEAN = 9;
const HIDDEN_SCORE = -1e9;
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Writes a decoder as transformers.js and Hugging Face's exporters have it: input_ids and position_ids [B, S],
 * attention_mask [B, P + S], num_logits_to_keep, past_key_values.N.key and .value [B, K, P, D]; gives logits [B, L, V]
 * of the last L tokens, and present.N.key and .value [B, K, P + S, D]. Padding stands wherever attention_mask is 0.
 * @param positions positions that the file can hold
 */
export async function buildCachedDecoder(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  products: Products,
  positions: number,
): Promise<BuiltGraph> {
  const graph = new GraphBuilder();
  const { hidden, heads, keyValueHeads: kv, headDim, feedForward, normEpsilon, vocabulary } = recipe;
  const group = heads / kv;
  const reshape = (value: Value, ...shape: number[]) =>
    graph.node("Reshape", [value, graph.integers(...shape)]);
  const transpose = (value: Value, ...perm: number[]) =>
    graph.node("Transpose", [value], { attributes: { perm } });
  const size = (value: Value, axis: number) =>
    graph.node("Shape", [value], { attributes: { start: axis, end: axis + 1 } });
  const join = (...parts: Value[]) => graph.node("Concat", parts, { attributes: { axis: 0 } });

  const ids = graph.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  const mask = graph.input("attention_mask", "int64", ["batch_size", "total_sequence_length"]);
  const places = graph.input("position_ids", "int64", ["batch_size", "sequence_length"]);
  const kept = graph.input("num_logits_to_keep", "int64", []);
  const batchAndLength = join(size(ids, 0), size(ids, 1));

  const embedding = products.tied(graph, await weights.matrix(EMBEDDING, vocabulary, hidden));
  let state = graph.node("Mul", [embedding.lookUp(reshape(ids, -1)), graph.float(recipe.embeddingScale)]); // [B*S, hidden]

  const masks = recipe.windows.map((window) => attentionMask(graph, ids, mask, window));
  const rotaries = recipe.rotaries.map((frequencies) => {
    const { cosine, sine } = new RotaryTable(frequencies).lookUp([...Array(positions).keys()]);
    const shape = [positions, headDim / 2];
    return { cosine: graph.weight(cosine, shape), sine: graph.weight(sine, shape) };
  });

  for (const [layer, kind] of recipe.layers.entries()) {
    const name = (part: string) => `blk.${layer}.${part}.weight`;
    const matrix = (part: string, rows: number, columns: number) => weights.matrix(name(part), rows, columns);
    const norm = async (value: Value, part: string, width = hidden, scale = 1) =>
      rmsNorm(graph, value, await weights.vector(name(part), width), normEpsilon, scale);
    const inOrder = recipe.interleavedHeads
      ? async (part: string, rows: number) => deinterleaveHeads(await matrix(part, rows, hidden), headDim)
      : (part: string, rows: number) => matrix(part, rows, hidden);
    /** [B*S, count*D] to [B, count, S, D], normed and rotated. */
    const byHead = (value: Value, count: number) =>
      transpose(
        graph.node("Reshape", [value, join(batchAndLength, graph.integers(count, headDim))]),
        0,
        2,
        1,
        3,
      );
    const rotate = (value: Value) => {
      const { cosine, sine } = rotaries[kind.rotary]!;
      return graph.node("RotaryEmbedding", [value, places, cosine, sine], { domain: "com.microsoft" });
    };

    const query = await inOrder("attn_q", heads * headDim);
    const projections = stackMatrices([
      recipe.queryKeyNorm ? query : scaleMatrix(query, recipe.queryScale),
      await inOrder("attn_k", kv * headDim),
      await matrix("attn_v", kv * headDim, hidden),
    ]);
    const together = products.linear(graph, await norm(state, "attn_norm"), projections);
    const [q, k, v] = graph.nodes(
      "Split",
      [together, graph.integers(heads * headDim, kv * headDim, kv * headDim)],
      3,
      { attributes: { axis: -1 } },
    );
    let queries = byHead(q!, heads);
    let keys = byHead(k!, kv);
    if (recipe.queryKeyNorm) {
      queries = await norm(queries, "attn_q_norm", headDim, recipe.queryScale);
      keys = await norm(keys, "attn_k_norm", headDim);
    }
    const cached = (part: "key" | "value", fresh: Value): Value => {
      const shape = ["batch_size", kv, "past_sequence_length", headDim];
      const past = graph.input(`past_key_values.${layer}.${part}`, "float32", shape);
      const all = graph.node("Concat", [past, fresh], { attributes: { axis: 2 } });
      graph.output(`present.${layer}.${part}`, all, "float32", [
        "batch_size",
        kv,
        "total_sequence_length",
        headDim,
      ]);
      return all;
    };
    const allKeys = cached("key", rotate(keys));
    const allValues = cached("value", byHead(v!, kv));

    // [B, K, G*S, D] x [B, K, D, T], so that keys and values that heads share are not repeated.
    const length = size(ids, 1);
    const batch = size(ids, 0);
    const grouped = graph.node("Reshape", [rotate(queries), join(batch, graph.integers(kv, -1, headDim))]);
    const scores = graph.node("MatMul", [grouped, transpose(allKeys, 0, 1, 3, 2)]);
    const apart = graph.node("Reshape", [
      scores,
      join(batch, graph.integers(kv, group), length, size(mask, 1)),
    ]);
    const probabilities = graph.node("Softmax", [graph.node("Add", [apart, masks[kind.window]!])], {
      attributes: { axis: -1 },
    });
    const flat = graph.node("Reshape", [probabilities, join(batch, graph.integers(kv, -1), size(mask, 1))]);
    const mixed = graph.node("Reshape", [
      graph.node("MatMul", [flat, allValues]),
      join(batch, graph.integers(heads), length, graph.integers(headDim)),
    ]);
    const attended = reshape(transpose(mixed, 0, 2, 1, 3), -1, heads * headDim);

    let change = products.linear(graph, attended, await matrix("attn_output", hidden, heads * headDim));
    if (recipe.postNorms) change = await norm(change, "post_attention_norm");
    state = graph.node("Add", [state, change]);

    const gateAndUp = stackMatrices([
      await matrix("ffn_gate", feedForward, hidden),
      await matrix("ffn_up", feedForward, hidden),
    ]);
    const both = products.linear(graph, await norm(state, "ffn_norm"), gateAndUp);
    const [gate, up] = graph.nodes("Split", [both], 2, { attributes: { axis: -1, num_outputs: 2 } });
    const active = graph.node("Mul", [ACTIVATIONS[recipe.activation](graph, gate!), up!]);
    change = products.linear(graph, active, await matrix("ffn_down", hidden, feedForward));
    if (recipe.postNorms) change = await norm(change, "post_ffw_norm");
    state = graph.node("Add", [state, change]);
  }

  // As transformers does it: minus 0 keeps all.
  const last = graph.node("Slice", [
    graph.node("Reshape", [state, join(batchAndLength, graph.integers(hidden))]),
    graph.node("Reshape", [graph.node("Neg", [kept]), graph.integers(1)]),
    graph.integers(ALL),
    graph.integers(1),
  ]);
  const normed = rmsNorm(
    graph,
    reshape(last, -1, hidden),
    await weights.vector("output_norm.weight", hidden),
    normEpsilon,
  );
  const lastName = lastMatrixName(weights);
  const scores =
    lastName === EMBEDDING
      ? embedding.multiply(normed)
      : products.linear(graph, normed, await weights.matrix(lastName, vocabulary, hidden));
  const logits = graph.node("Reshape", [scores, join(size(ids, 0), graph.integers(-1, vocabulary))]);
  graph.output("logits", logits, "float32", ["batch_size", "num_logits", vocabulary]);
  return graph.build();
}

/** [B, 1, 1, S, T]: 0 where a token is seen, else far below any score. */
function attentionMask(graph: GraphBuilder, ids: Value, mask: Value, window: number | null): Value {
  const scalar = (value: number) => graph.constant(BigInt64Array.of(BigInt(value)), []);
  const count = (value: Value) =>
    graph.node("Squeeze", [graph.node("Shape", [value], { attributes: { start: 1, end: 2 } })]);
  const total = count(mask);
  const past = graph.node("Sub", [total, count(ids)]);
  const range = (from: Value) => graph.node("Range", [from, total, scalar(1)]);
  const queries = graph.node("Unsqueeze", [range(past), graph.integers(1)]); // [S, 1]
  const keys = graph.node("Unsqueeze", [range(scalar(0)), graph.integers(0)]); // [1, T]
  let seen = graph.node("LessOrEqual", [keys, queries]);
  if (window !== null) {
    const oldest = graph.node("Sub", [queries, scalar(window)]);
    seen = graph.node("And", [seen, graph.node("Greater", [keys, oldest])]);
  }
  const real = graph.node("Cast", [mask], { attributes: { to: BOOLEAN } });
  const allowed = graph.node("And", [graph.node("Unsqueeze", [real, graph.integers(1, 2, 3)]), seen]);
  return graph.node("Where", [allowed, graph.float(0), graph.float(HIDDEN_SCORE)]);
}
