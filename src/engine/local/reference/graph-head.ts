import type { InferenceSession } from "onnxruntime-web/wasm";
import { HEAD_NAMES } from "./head-graph.ts";
import type { TokenScores, WantedScores } from "../vocabulary/scores.ts";
import type { Head } from "../runtime/head.ts";
import type { LastNorm } from "../runtime/last-norm.ts";
import { floatData, floats, integers } from "../graph/tensors.ts";

/** The head as an ONNX graph in full precision: the oracle of the fast one. */
export class GraphHead implements Head {
  readonly #session: InferenceSession;
  readonly normed: LastNorm;

  constructor(session: InferenceSession, normed: LastNorm) {
    this.#session = session;
    this.normed = normed;
  }

  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    const wholeRows = wanted.flatMap(({ kind }, row) => (kind === "candidates" ? [] : [row]));
    const outputs = await this.#session.run({
      [HEAD_NAMES.hidden]: floats(hidden, wanted.length, hidden.length / wanted.length),
      [HEAD_NAMES.fullRows]: integers(Int32Array.from(wholeRows), wholeRows.length),
    });
    const width = outputs[HEAD_NAMES.candidateLogits]!.dims[1]!;
    const logits = floatData(outputs[HEAD_NAMES.logits]);
    const vocabulary = outputs[HEAD_NAMES.logits]!.dims[1]!;
    return wanted.map((want, row) => {
      const place = wholeRows.indexOf(row) * vocabulary;
      const ofRow = <T extends Float32Array | Int32Array>(data: T) =>
        data.slice(row * width, (row + 1) * width) as T;
      return {
        candidateIds: ofRow(outputs[HEAD_NAMES.candidateIds]!.data as Int32Array),
        candidateLogits: ofRow(floatData(outputs[HEAD_NAMES.candidateLogits])),
        logSumExp: floatData(outputs[HEAD_NAMES.logSumExp])[row]!,
        ...(want.kind === "whole" && { wholeLogits: logits.slice(place, place + vocabulary) }),
        ...(want.kind === "tokens" && {
          tokenLogits: Float32Array.from(want.ids, (id) => logits[place + id]!),
        }),
      };
    });
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
