import type { Inspection, InspectRequest, LayerInspection } from "../../completer.ts";
import { EngineError } from "../../completer.ts";
import { encodeFromStart } from "../tokenizers/encode-from-start.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import type { PackedDecoder } from "./packed-decoder.ts";
import { nextTask } from "./next-task.ts";

/** Tokens that are given for each layer. */
const CANDIDATES = 5;

export interface InspectParts {
  readonly decoder: PackedDecoder;
  readonly tokenizer: Tokenizer;
  /** Most tokens that the model reads. */
  readonly contextTokens: number;
}

/**
 * Looks into the layers at one place of a text. The logit lens (nostalgebraist 2020) takes each layer's state for the
 * last one: last norm, head, softmax.
 */
export async function inspectPlace(
  { decoder, tokenizer, contextTokens }: InspectParts,
  { prompt, answer }: InspectRequest,
  signal: AbortSignal | undefined,
): Promise<Inspection> {
  const tokens = [...encodeFromStart(tokenizer, prompt.prefix + prompt.suffix), ...answer];
  if (tokens.length === 0 || tokens.length > contextTokens) {
    throw new EngineError({ code: "prompt-too-long", tokens: tokens.length, limit: contextTokens });
  }
  const { states, attention } = await decoder.lookInside(tokens, async () => {
    signal?.throwIfAborted();
    await nextTask();
  });
  const scores = await decoder.score(
    states,
    attention.map(() => ({ kind: "candidates" })),
  );
  const layers = scores.map(({ candidateIds, candidateLogits, logSumExp }, layer): LayerInspection => ({
    candidates: [...candidateIds.subarray(0, CANDIDATES)].map((id, i) => ({
      id,
      text: tokenizer.piece(id),
      logProbability: candidateLogits[i]! - logSumExp,
    })),
    attention: meanOfHeads(attention[layer]!, tokens.length),
  }));
  return { tokens: tokens.map((id) => ({ id, text: tokenizer.piece(id) })), layers };
}

/** attention: [heads, tokens]; gives [tokens]. */
function meanOfHeads(attention: Float32Array, tokens: number): readonly number[] {
  const heads = attention.length / tokens;
  return Array.from({ length: tokens }, (_, token) => {
    let sum = 0;
    for (let head = 0; head < heads; head++) sum += attention[head * tokens + token]!;
    return sum / heads;
  });
}
