import type {
  Completion,
  CompletionRequest,
  Constraint,
  ContinuationScore,
  ScoreRequest,
  TokenCandidate,
} from "../completer.ts";
import { byLikelihood } from "./server-tokens.ts";

/** Larger sets are left to the server's own guidance: each text is one more to be scored for each row. */
const MOST_TEXTS = 20;

type Texts = Extract<Constraint["allowed"], { kind: "texts" }>;

/**
 * The texts that are scored one by one, so that their biases count and their shares are known; null where that is not
 * to be done.
 */
export function scoredTexts({ constraint, sampling }: CompletionRequest): Texts | null {
  if (constraint?.allowed.kind !== "texts" || sampling.temperature > 0) return null;
  return constraint.allowed.texts.length <= MOST_TEXTS ? constraint.allowed : null;
}

/** One request for each text. A text that others begin with counts with its end, without which it would always win. */
export function textRequests(
  { prompt, constraint, sampling }: CompletionRequest,
  { texts }: Texts,
): ScoreRequest[] {
  return texts.map((text) => {
    const isBegun = texts.some((other) => other !== text && other.startsWith(text));
    const continuation = constraint!.before + text + constraint!.after;
    return { prompt, continuation: isBegun ? continuation + (sampling.stop[0] ?? "") : continuation };
  });
}

/** The likeliest text as if the server had written it. */
export function chosenText(
  { constraint }: CompletionRequest,
  { texts, biases }: Texts,
  scores: readonly ContinuationScore[],
): Pick<Completion, "text" | "tokens" | "finish"> {
  const tokens = scores.map(({ spans }) => spans.flat());
  const totals = tokens.map(
    (own, place) => own.reduce((sum, token) => sum + token.logProbability, 0) + (biases?.[place] ?? 0),
  );
  const best = totals.indexOf(Math.max(...totals));
  const mass = totals.reduce((sum, total) => sum + Math.exp(total - totals[best]!), 0);
  const firsts = new Map<string, TokenCandidate>();
  for (const [first] of tokens) if (first) firsts.set(first.text, first);
  const candidates = [...firsts.values()].sort(byLikelihood);
  return {
    text: constraint!.before + texts[best]! + constraint!.after,
    finish: "stop",
    // Its share among the texts stands with the first token: the others follow from it.
    tokens: tokens[best]!.map((token, place) => ({
      ...token,
      candidates: place === 0 ? candidates : [token],
      allowedLogProbability: place === 0 ? -Math.log(mass) : 0,
    })),
  };
}
