import type { DecoderRecipe } from "../architectures/architecture.ts";
import { ADAPTER_NAMES, partShape, type AdaptedPart } from "../adapters/adapter-inputs.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import type { LayerWeights } from "../matrices/decoder-weights.ts";
import { GraphBuilder, type BuiltGraph, type Value } from "../graph/graph-builder.ts";
import { deinterleaveHeads, type Matrix } from "../matrices/matrix.ts";
import { DifferentiableGraph } from "./differentiable-graph.ts";

/**
 * Names of the training graph's inputs and outputs. S tokens of this step, N of them whose next token is learned,
 * W words in play.
 */
export const TRAINING_NAMES = {
  /** [S, hidden], from the layers below the trained ones */
  state: "state",
  /** [S, 1, D/2], one for each kind of rotary embedding */
  cosine: (rotary: number) => `cosine_${rotary}`,
  sine: (rotary: number) => `sine_${rotary}`,
  /** [S, 1, S], one for each kind of window */
  mask: (window: number) => `mask_${window}`,
  /** [N] int64, ascending */
  places: "places",
  /** [N] int64: which word in play comes next */
  targets: "targets",
  /** [N, 1]: log of the sum of exp(logit) over all other words, as it was before training */
  rest: "rest",
  /** [N, 1]: each place's share in the loss */
  shares: "shares",
  /** Output [N, 1]: negative natural-log probability of the target */
  losses: "losses",
  /** Output [N, W + 1]: probabilities of the words in play, and of all others together */
  probabilities: "probabilities",
  /** Output of an adapter input's shape */
  gradient: (input: string) => `gradient_${input}`,
} as const;

/**
 * Writes the upper layers of a decoder with adapters, the loss of the words that should come next, and the gradients of
 * the loss by the adapters, as one ONNX graph in full precision.
 * words: rows of the last matrix, one for each word in play. With all other words as one more that the model was as
 * likely to say before training, the softmax over few words is that over all of them at the first step.
 */
export async function buildTrainingGraph(
  recipe: DecoderRecipe,
  weights: LayerWeights,
  words: Matrix,
  { first, end }: LayerRange,
): Promise<BuiltGraph> {
  const graph = new GraphBuilder();
  const tape = new DifferentiableGraph(graph);
  const { hidden, heads, keyValueHeads, headDim, normEpsilon } = recipe;
  const names = TRAINING_NAMES;
  const rotaries = recipe.rotaries.map((_, i) => ({
    cosine: graph.input(names.cosine(i), "float32", ["S", 1, headDim / 2]),
    sine: graph.input(names.sine(i), "float32", ["S", 1, headDim / 2]),
  }));
  const masks = recipe.windows.map((_, i) => graph.input(names.mask(i), "float32", ["S", 1, "S"]));
  const parameters: { name: string; value: Value; shape: readonly (number | string)[] }[] = [];
  const parameter = (name: string, shape: readonly (number | string)[]): Value => {
    const value = tape.parameter(graph.input(name, "float32", shape));
    parameters.push({ name, value, shape });
    return value;
  };

  let state = graph.input(names.state, "float32", ["S", hidden]);
  for (let layer = first; layer < end; layer++) {
    const kind = recipe.layers[layer]!;
    const name = (part: string) => `blk.${layer}.${part}.weight`;
    const vector = async (part: string, length: number) =>
      graph.weight(await weights.vector(name(part), length), [length]);
    const norm = async (value: Value, part: string) =>
      tape.rmsNorm(value, await vector(part, hidden), normEpsilon);
    const headNorm = async (value: Value, part: string, count: number) => {
      const byHead = tape.reshape(value, -1, headDim);
      const normed = tape.rmsNorm(byHead, await vector(part, headDim), normEpsilon);
      return tape.reshape(normed, -1, count * headDim);
    };
    const adapted = async (value: Value, part: AdaptedPart, isInterleaved = false) => {
      const { rows, columns } = partShape(recipe, part);
      const read = await weights.matrix(name(part), rows, columns);
      const matrix = isInterleaved ? deinterleaveHeads(read, headDim) : read;
      const down = parameter(ADAPTER_NAMES.down(layer, part), ["rank", columns]);
      const up = parameter(ADAPTER_NAMES.up(layer, part), [rows, "rank"]);
      const base = tape.linear(value, graph.weight(floatsOf(matrix), [rows, columns]));
      return tape.sum(base, tape.linear(tape.linear(value, down), up));
    };

    const attended = await norm(state, "attn_norm");
    let queries = await adapted(attended, "attn_q", recipe.interleavedHeads);
    let keys = await adapted(attended, "attn_k", recipe.interleavedHeads);
    const values = await adapted(attended, "attn_v");
    if (recipe.queryKeyNorm) {
      queries = await headNorm(queries, "attn_q_norm", heads);
      keys = await headNorm(keys, "attn_k_norm", keyValueHeads);
    }
    const { cosine, sine } = rotaries[kind.rotary]!;
    queries = tape.scale(tape.rotate(queries, heads, headDim, cosine, sine), recipe.queryScale);
    keys = tape.rotate(keys, keyValueHeads, headDim, cosine, sine);
    const mixed = tape.attention({ queries, keys, values }, masks[kind.window]!, recipe);
    let change = await adapted(mixed, "attn_output");
    if (recipe.postNorms) change = await norm(change, "post_attention_norm");
    state = tape.sum(state, change);

    const normed = await norm(state, "ffn_norm");
    const gate = await adapted(normed, "ffn_gate");
    const up = await adapted(normed, "ffn_up");
    const active = recipe.activation === "silu" ? tape.silu(gate) : tape.gelu(gate);
    change = await adapted(tape.times(active, up), "ffn_down");
    if (recipe.postNorms) change = await norm(change, "post_ffw_norm");
    state = tape.sum(state, change);
  }

  const places = graph.input(names.places, "int64", ["N"]);
  const outputNorm = graph.weight(await weights.vector("output_norm.weight", hidden), [hidden]);
  const last = tape.rmsNorm(tape.rows(state, places), outputNorm, normEpsilon);
  const logits = tape.linear(last, graph.weight(floatsOf(words), [words.rows, hidden]));
  addLoss(tape, logits, words.rows);
  for (const { name, value, shape } of parameters) {
    graph.output(names.gradient(name), tape.gradientOf(value), "float32", shape);
  }
  return graph.build();
}

/** Cross-entropy, whose gradient by the logits is p - 1 at the target and p elsewhere. logits: [N, W]. */
function addLoss(tape: DifferentiableGraph, logits: Value, words: number): void {
  const { graph } = tape;
  const names = TRAINING_NAMES;
  const targets = graph.input(names.targets, "int64", ["N"]);
  const rest = graph.input(names.rest, "float32", ["N", 1]);
  const shares = graph.input(names.shares, "float32", ["N", 1]);
  const all = graph.node("Concat", [logits, rest], { attributes: { axis: 1 } });
  const logProbabilities = graph.node("LogSoftmax", [all], { attributes: { axis: 1 } });
  const probabilities = graph.node("Exp", [logProbabilities]);
  const column = graph.node("Unsqueeze", [targets, graph.integers(1)]);
  const ofTarget = graph.node("GatherElements", [logProbabilities, column], { attributes: { axis: 1 } });
  graph.output(names.losses, graph.node("Neg", [ofTarget]), "float32", ["N", 1]);
  graph.output(names.probabilities, probabilities, "float32", ["N", words + 1]);
  const [ofWords] = graph.nodes("Split", [probabilities, graph.integers(words, 1)], 2, {
    attributes: { axis: 1 },
  });
  const numbers = graph.constant(
    BigInt64Array.from({ length: words }, (_, word) => BigInt(word)),
    [1, words],
  );
  const isTarget = graph.node("Cast", [graph.node("Equal", [column, numbers])], { attributes: { to: 1 } });
  const difference = graph.node("Sub", [ofWords!, isTarget]);
  tape.backward(logits, graph.node("Mul", [difference, shares]));
}

/** [rows, columns] */
function floatsOf(matrix: Matrix): Float32Array {
  const { rows, columns } = matrix;
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) matrix.readRow(row, out.subarray(row * columns, (row + 1) * columns));
  return out;
}
