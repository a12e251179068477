import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { DecoderWeights } from "../matrices/decoder-weights.ts";
import { GraphBuilder, type BuiltGraph, type Value } from "../graph/graph-builder.ts";
import { linear } from "./linear.ts";
import { CANDIDATES } from "../vocabulary/scores.ts";
import type { Matrix } from "../matrices/matrix.ts";
import { rmsNorm } from "./rms-norm.ts";

/** Names of the head graph's inputs and outputs. N rows whose next token is wanted, V vocabulary, C candidates. */
export const HEAD_NAMES = {
  /** [N, hidden], before the last norm */
  hidden: "hidden",
  /** [F] rows whose whole logits are wanted; often none */
  fullRows: "full_rows",
  /** [N, C] largest logits, largest first */
  candidateLogits: "candidate_logits",
  /** [N, C] their token ids, int32 */
  candidateIds: "candidate_ids",
  /** [N] log of the sum over the vocabulary of exp(logit) */
  logSumExp: "log_sum_exp",
  /** [F, V] */
  logits: "logits",
} as const;

const BLOCK = 256;

/** Writes the last norm, the product with the vocabulary and the pick of candidates as an ONNX graph. */
export async function buildHeadGraph(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  matrix: Matrix,
): Promise<BuiltGraph> {
  const graph = new GraphBuilder();
  const { hidden, vocabulary, normEpsilon } = recipe;
  const state = graph.input(HEAD_NAMES.hidden, "float32", ["N", hidden]);
  const fullRows = graph.input(HEAD_NAMES.fullRows, "int32", ["F"]);
  const normed = rmsNorm(graph, state, await weights.vector("output_norm.weight", hidden), normEpsilon);
  const logits = linear(graph, normed, matrix);

  const { values, ids } = largest(graph, logits, vocabulary);
  const width = Math.min(CANDIDATES, vocabulary);
  graph.output(HEAD_NAMES.candidateLogits, values, "float32", ["N", width]);
  graph.output(HEAD_NAMES.candidateIds, graph.node("Cast", [ids], { attributes: { to: 6 } }), "int32", [
    "N",
    width,
  ]);
  graph.output(HEAD_NAMES.logSumExp, logSumExp(graph, logits, values), "float32", ["N"]);
  const picked = graph.node("Gather", [logits, fullRows], { attributes: { axis: 0 } });
  graph.output(HEAD_NAMES.logits, picked, "float32", ["F", vocabulary]);
  return graph.build();
}

/** log sum exp, shifted by the largest logit so that nothing overflows. */
function logSumExp(graph: GraphBuilder, logits: Value, sorted: Value): Value {
  const last = graph.integers(-1);
  const maximum = graph.node("Slice", [sorted, graph.integers(0), graph.integers(1), graph.integers(1)]); // [N, 1]
  const exponentials = graph.node("Exp", [graph.node("Sub", [logits, maximum])]);
  const sum = graph.node("ReduceSum", [exponentials, last], { attributes: { keepdims: 1 } });
  return graph.node("Squeeze", [graph.node("Add", [graph.node("Log", [sum]), maximum]), last]);
}

/**
 * The C largest logits. TopK over the whole vocabulary is slow, so blocks of 256 are ranked by their maximum first:
 * the C largest values lie in the C blocks with the largest maxima, and only those are searched.
 */
function largest(graph: GraphBuilder, logits: Value, vocabulary: number): { values: Value; ids: Value } {
  const topK = (value: Value, count: number) =>
    graph.nodes("TopK", [value, graph.integers(count)], 2, { attributes: { axis: -1 } }) as [Value, Value];
  const blocks = vocabulary / BLOCK;
  if (!Number.isInteger(blocks) || blocks <= CANDIDATES) {
    const [values, ids] = topK(logits, Math.min(CANDIDATES, vocabulary));
    return { values, ids };
  }
  const byBlock = graph.node("Reshape", [logits, graph.integers(-1, blocks, BLOCK)]);
  const maxima = graph.node("ReduceMax", [byBlock, graph.integers(-1)], { attributes: { keepdims: 0 } });
  const [, bestBlocks] = topK(maxima, CANDIDATES); // [N, C]
  const rows = graph.node("Shape", [logits], { attributes: { start: 0, end: 1 } });
  const scalar = (value: number) => graph.constant(BigInt64Array.of(BigInt(value)), []);
  const rowNumbers = graph.node("Range", [scalar(0), graph.node("Squeeze", [rows]), scalar(1)]);
  const firstBlock = graph.node("Mul", [
    graph.node("Unsqueeze", [rowNumbers, graph.integers(1)]),
    scalar(blocks),
  ]);
  const flat = graph.node("Reshape", [logits, graph.integers(-1, BLOCK)]);
  const chosen = graph.node("Gather", [flat, graph.node("Add", [bestBlocks, firstBlock])], {
    attributes: { axis: 0 },
  }); // [N, C, BLOCK]
  const [values, places] = topK(
    graph.node("Reshape", [chosen, graph.integers(-1, CANDIDATES * BLOCK)]),
    CANDIDATES,
  );
  const blockOf = graph.node("GatherElements", [bestBlocks, graph.node("Div", [places, scalar(BLOCK)])], {
    attributes: { axis: 1 },
  });
  const within = graph.node("Mod", [places, scalar(BLOCK)]);
  const ids = graph.node("Add", [graph.node("Mul", [blockOf, scalar(BLOCK)]), within]);
  return { values, ids };
}
