import type { ContinuationScore, ScoreRequest, TokenPiece } from "../../completer.ts";
import { guidedFields } from "../guides.ts";
import type { LogProbabilities } from "../reply-schemas.ts";
import { completionSchema, tokensSchema } from "../reply-schemas.ts";
import { ServerFault } from "../server-fault.ts";
import { serverTokens } from "../server-tokens.ts";
import { isStartToken, spansInText, tokensOf } from "../spans.ts";
import type { Dialect, ServerModel } from "./dialect.ts";

/** vLLM packs prompts by itself; one request holds so many that its reply still comes in good time. */
const ROWS = 32;
/** The protocol promises no more. */
const CANDIDATES = 5;

/** vLLM, and whoever else keeps to the protocol: a prompt is scored by its echo. */
export const completions: Dialect = {
  name: "vLLM",
  rows: ROWS,
  candidates: CANDIDATES,
  sampling: ({ topK, minP, repetitionPenalty }) => ({
    ...(topK > 0 && { top_k: topK }),
    ...(minP > 0 && { min_p: minP }),
    ...(repetitionPenalty !== 1 && { repetition_penalty: repetitionPenalty }),
  }),
  guide: guidedFields,
  tokenize,
  async score(server, requests, signal) {
    const batches = [];
    for (let first = 0; first < requests.length; first += ROWS) {
      batches.push(echoes(server, requests.slice(first, first + ROWS), signal));
    }
    return (await Promise.all(batches)).flat();
  },
};

/** By vLLM's own address where there is one, else by the echo of the text. */
async function tokenize({ connection, id }: ServerModel, text: string): Promise<readonly TokenPiece[]> {
  const body = { model: id, prompt: text, add_special_tokens: false, return_token_strs: true };
  try {
    const reply = await connection.json({ path: "/tokenize", body }, tokensSchema);
    return reply.tokens.map((token, place) => ({ id: token, text: reply.token_strs?.[place] ?? "" }));
  } catch (error) {
    if (!(error instanceof ServerFault) || error.failure.code !== "server-refused") throw error;
    const [echo] = await echoed({ connection, id }, [text], undefined);
    const { tokens } = echo!;
    return isStartToken(tokens[0]?.text ?? "", text) ? tokens.slice(1) : tokens;
  }
}

async function echoes(
  server: ServerModel,
  requests: readonly ScoreRequest[],
  signal: AbortSignal | undefined,
): Promise<readonly ContinuationScore[]> {
  const texts = requests.map(({ prompt, continuation }) => prompt.prefix + prompt.suffix + continuation);
  const replies = await echoed(server, texts, signal);
  return requests.map(({ prompt, continuation, spans }, place) => {
    const { tokens, starts } = replies[place]!;
    const placed = tokens.map(({ text }, t) => ({ start: starts[t]!, end: starts[t]! + text.length }));
    const length = prompt.prefix.length + prompt.suffix.length;
    const wanted = spansInText(length, continuation, spans);
    return { spans: wanted.map((span) => tokensOf(placed, span).map((each) => tokens[each]!)) };
  });
}

interface Echo {
  readonly tokens: ReturnType<typeof serverTokens>;
  /** Where each token begins in the text. */
  readonly starts: readonly number[];
}

async function echoed(
  { connection, id }: ServerModel,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Echo[]> {
  // Nothing is to be written; servers that write at least one token have it behind the text.
  const body = { model: id, prompt: texts, max_tokens: 0, echo: true, logprobs: 1, temperature: 0 };
  const reply = await connection.json({ path: "/v1/completions", body, signal }, completionSchema);
  return texts.map((text, place) => {
    const given = reply.choices.find(({ index }) => index === place)?.logprobs;
    const echo = given ? echoOf(given) : null;
    if (echo === null || !coversText(echo, text))
      throw connection.invalid("it does not echo the prompt", false);
    return echo;
  });
}

function echoOf(given: LogProbabilities): Echo {
  const tokens = serverTokens(given);
  let end = 0;
  const added = tokens.map(({ text }) => (end += text.length) - text.length);
  const offsets = "text_offset" in given ? given.text_offset : null;
  return { tokens, starts: offsets?.length === tokens.length ? offsets : added };
}

const coversText = ({ tokens, starts }: Echo, text: string): boolean =>
  (starts.at(-1) ?? 0) + (tokens.at(-1)?.text.length ?? 0) >= text.length;
