import type { FinishReason, GeneratedToken, TokenCandidate } from "../completer.ts";
import type { LogProbabilities } from "./reply-schemas.ts";

/** Stands for ids that a server does not tell. */
const NO_ID = -1;

/** The tokens of one part of a reply, from either way of writing them. */
export function serverTokens(given: LogProbabilities): GeneratedToken[] {
  return "content" in given ? given.content.map(fromChatForm) : fromLists(given);
}

type ChatEntry = Extract<LogProbabilities, { content: unknown }>["content"][number];

function fromChatForm({ id, token, logprob, top_logprobs: top }: ChatEntry): GeneratedToken {
  const candidates = (top ?? []).map((entry) => candidate(entry.token, entry.logprob, entry.id));
  // llama-server leaves the text of the token out that a stop string begins in; among the candidates it stands.
  const text = token === "" ? (candidates.find((each) => each.id === id)?.text ?? "") : token;
  return { ...candidate(text, logprob, id), candidates };
}

function fromLists(given: Extract<LogProbabilities, { tokens: unknown }>): GeneratedToken[] {
  return given.tokens.map((text, place) => {
    // The first token of a prompt has none: nothing stands before it.
    const own = given.token_logprobs[place] ?? 0;
    const top = Object.entries(given.top_logprobs?.[place] ?? {});
    // Of tokens with the same text the list holds one, which need not be the one that was written.
    const candidates = top.map(([each, logprob]) =>
      candidate(each, each === text ? Math.max(own, logprob) : logprob),
    );
    return { ...candidate(text, own), candidates: candidates.sort(byLikelihood) };
  });
}

const candidate = (text: string, logProbability: number, id?: number | null): TokenCandidate => ({
  id: id ?? NO_ID,
  text,
  logProbability: Math.min(0, logProbability),
});

export const byLikelihood = (a: TokenCandidate, b: TokenCandidate): number =>
  b.logProbability - a.logProbability;

/**
 * Why an answer ended, which servers do not tell apart: at a stop string, or with the model's own end. tokens: all that
 * were told.
 */
export function finishOf(
  reason: string,
  text: string,
  tokens: readonly GeneratedToken[],
  stop: readonly string[],
): FinishReason {
  if (reason === "length") return "length";
  const last = tokens.at(-1);
  if (last === undefined) return "stop";
  const written = tokens.map((token) => token.text).join("");
  if (stop.some((end) => written.includes(end, Math.max(0, text.length - end.length)))) return "stop";
  // A token that is not part of the text and no stop string is the one that ends it.
  return last.text === "" || written.length > text.length ? "end-of-text" : "stop";
}
