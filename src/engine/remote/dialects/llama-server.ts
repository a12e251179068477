import type { ContinuationScore, ScoreRequest, TokenCandidate } from "../../completer.ts";
import { grammarOf, tokenGrammar } from "../guides.ts";
import { completionSchema, piecesSchema } from "../reply-schemas.ts";
import { serverTokens } from "../server-tokens.ts";
import { isStartToken, spansInText, tokensOf, type PlacedToken } from "../spans.ts";
import { byteNames } from "../token-strings.ts";
import type { Dialect, ServerModel } from "./dialect.ts";

/** It works on as many prompts at once as it has slots, which are few. */
const ROWS = 4;
const CANDIDATES = 10;
/** The local engine penalises all tokens of prompt and answer; no prompt of ours is longer. */
const PENALISED = 8_192;

/** llama.cpp's own server: grammars instead of choices, tokens by an address of their own, no echo of a prompt. */
export const llamaServer: Dialect = {
  name: "llama-server",
  rows: ROWS,
  candidates: CANDIDATES,
  sampling: ({ topK, minP, repetitionPenalty }) => ({
    top_k: topK,
    min_p: minP,
    ...(repetitionPenalty !== 1 && { repeat_penalty: repetitionPenalty, repeat_last_n: PENALISED }),
    cache_prompt: true,
  }),
  guide: (constraint, stop) => ({ grammar: grammarOf(constraint, stop) }),
  tokenize: (server, text) => placedTokens(server, text, { withStart: false }),
  score: (server, requests, signal) =>
    Promise.all(requests.map((request) => scoreOne(server, request, signal))),
};

interface PiecedToken extends PlacedToken {
  /** Part of a character only. */
  readonly isBytes: boolean;
}

interface PlacedCalls {
  /** Whether the start token comes too that a model may ask for; it has no length. */
  readonly withStart: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The tokens of a text with their places. */
async function placedTokens(
  { connection }: ServerModel,
  text: string,
  { withStart, signal }: PlacedCalls,
): Promise<readonly PiecedToken[]> {
  const body = { content: text, add_special: withStart, with_pieces: true };
  const { tokens } = await connection.json({ path: "/tokenize", body, signal }, piecesSchema);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const bytes = encoder.encode(text);
  let read = 0;
  let end = 0;
  return tokens.map(({ id, piece }, place) => {
    const own = typeof piece === "string" ? encoder.encode(piece) : Uint8Array.from(piece);
    const isStart = withStart && place === 0 && typeof piece === "string" && isStartToken(piece, text);
    // Some vocabularies put a space before a text.
    const extra = place <= 1 && own[0] === 32 && bytes[read] !== 32 ? 1 : 0;
    const start = end;
    if (!isStart) read = Math.min(bytes.length, read + own.length - extra);
    end = decoder.decode(bytes.subarray(0, read)).length;
    const isBytes = typeof piece !== "string";
    return { id, text: isBytes ? byteNames(own) : piece, start, end, isBytes };
  });
}

/**
 * It does not tell how likely the tokens of a prompt are, but how likely each token is that it writes, among all: so it
 * is made to write these very tokens. One request for each span; what stands before is kept by its prompt cache.
 */
async function scoreOne(
  server: ServerModel,
  { prompt, continuation, spans }: ScoreRequest,
  signal: AbortSignal | undefined,
): Promise<ContinuationScore> {
  const before = prompt.prefix + prompt.suffix;
  const tokens = await placedTokens(server, before + continuation, { withStart: true, signal });
  const wanted = spansInText(before.length, continuation, spans);
  const scored: TokenCandidate[][] = [];
  // One after the other, so that each finds the one before it in the cache.
  for (const span of wanted) scored.push(await writeTokens(server, tokens, tokensOf(tokens, span), signal));
  return { spans: scored };
}

async function writeTokens(
  { connection, id }: ServerModel,
  tokens: readonly PiecedToken[],
  places: readonly number[],
  signal: AbortSignal | undefined,
): Promise<TokenCandidate[]> {
  if (places.length === 0) return [];
  // Its grammars refuse bytes that are no whole character, and of such tokens it tells no probability.
  if (places.some((place) => tokens[place]!.isBytes)) {
    throw connection.invalid("it cannot score a character that the model knows by its bytes alone", false);
  }
  const ids = places.map((place) => tokens[place]!.id);
  const body = {
    model: id,
    prompt: tokens.slice(0, places[0]).map((token) => token.id),
    max_tokens: ids.length,
    temperature: 0,
    logprobs: 1,
    cache_prompt: true,
    grammar: tokenGrammar(ids),
  };
  const reply = await connection.json({ path: "/v1/completions", body, signal }, completionSchema);
  const given = reply.choices[0]?.logprobs;
  const written = given ? serverTokens(given).slice(0, ids.length) : [];
  if (written.length < ids.length || written.some((token, place) => token.id !== ids[place])) {
    throw connection.invalid("it did not write the tokens that were asked about", false);
  }
  return written.map(({ id: tokenId, logProbability }, place) => ({
    id: tokenId,
    text: tokens[places[place]!]!.text,
    logProbability,
  }));
}
