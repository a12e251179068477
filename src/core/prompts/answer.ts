import type { Completion } from "../../engine/completer.ts";
import type { AnswerFormat } from "./prompt-format.ts";
import { writtenText } from "./written-text.ts";

/** Up to the first stop string, or all of it. */
function beforeStop(text: string, stop: readonly string[]): string {
  const ends = stop.map((end) => text.indexOf(end)).filter((end) => end >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

/**
 * What the model wrote as the answer: cut at the format's stop, without its prefix and suffix, trimmed; "" for nothing.
 */
export function answerText(written: string, format: AnswerFormat): string {
  const cut = beforeStop(written, format.stop).trim();
  const suffix = format.answerSuffix;
  return suffix !== "" && cut.endsWith(suffix) ? cut.slice(0, -suffix.length).trim() : cut;
}

/** How many tokens, from the first, belong to the answer and not to the stop that ended it. */
function answerTokenCount({ tokens, finish }: Completion, stop: readonly string[]): number {
  if (finish === "length") return tokens.length;
  if (finish === "end-of-text") return tokens.length - 1;
  for (let index = tokens.length - 1; index >= 0; index--) {
    const tail = writtenText(tokens.slice(index));
    const hit = beforeStop(tail, stop);
    // A token may hold the answer's end and the stop together; then it counts.
    if (hit !== tail) return hit.trim() === "" ? index : index + 1;
  }
  return tokens.length;
}

/**
 * The probability of the answer's tokens, between 0 and 1: the product of each one's given those before. Where only
 * some tokens were allowed it is the share among those. The token of the stop is left out: whether the answer goes on
 * says little about whether it is right. 0 for an answer without tokens. stop: what the request had.
 */
export function answerProbability(completion: Completion, stop: readonly string[]): number {
  const tokens = completion.tokens.slice(0, answerTokenCount(completion, stop));
  if (tokens.length === 0) return 0;
  const shares = tokens.map((token) => token.allowedLogProbability ?? token.logProbability);
  return Math.min(1, Math.exp(shares.reduce((sum, share) => sum + share, 0)));
}

/**
 * The probability of all that was written, the token that ended the answer included, between 0 and 1: of the answer
 * being this and no longer one.
 */
export function wholeProbability({ tokens }: Completion): number {
  if (tokens.length === 0) return 0;
  const shares = tokens.map((token) => token.allowedLogProbability ?? token.logProbability);
  return Math.min(1, Math.exp(shares.reduce((sum, share) => sum + share, 0)));
}
