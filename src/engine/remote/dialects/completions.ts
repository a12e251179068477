import type { ContinuationScore, ScoreRequest, TextSpan, TokenPiece } from "../../completer.ts";
import { guidedFields } from "../guides.ts";
import { completionSchema, tokensSchema } from "../reply-schemas.ts";
import { ServerFault } from "../server-fault.ts";
import { serverTokens } from "../server-tokens.ts";
import { isStartToken, placesIn, spansInText, tokensOf } from "../spans.ts";
import { tokenTexts } from "../token-strings.ts";
import type { Dialect, ServerModel } from "./dialect.ts";

/** vLLM packs prompts by itself; one request holds so many that its reply still comes in good time. */
const ROWS = 32;
/** The protocol promises no more. */
const CANDIDATES = 5;

/** Whoever keeps to the protocol and has no dialect of its own: a prompt is scored by its echo. */
export const completions: Dialect = {
  name: "completions",
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

/**
 * vLLM takes what a request leaves out from the model's own generation_config.json, so that all is said. -1 keeps all
 * tokens in every version.
 */
export const vllm: Dialect = {
  ...completions,
  name: "vLLM",
  sampling: ({ topK, minP, repetitionPenalty }) => ({
    top_k: topK > 0 ? topK : -1,
    min_p: minP,
    repetition_penalty: repetitionPenalty,
  }),
};

/** By vLLM's own address where there is one, else by the echo of the text. */
async function tokenize({ connection, id }: ServerModel, text: string): Promise<readonly TokenPiece[]> {
  const body = { model: id, prompt: text, add_special_tokens: false, return_token_strs: true };
  try {
    const reply = await connection.json({ path: "/tokenize", body }, tokensSchema);
    const texts = tokenTexts(reply.token_strs ?? [], text);
    return reply.tokens.map((token, place) => ({ id: token, text: texts[place] ?? "" }));
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
    const { tokens, places } = replies[place]!;
    const length = prompt.prefix.length + prompt.suffix.length;
    const wanted = spansInText(length, continuation, spans);
    return { spans: wanted.map((span) => tokensOf(places, span).map((each) => tokens[each]!)) };
  });
}

interface Echo {
  readonly tokens: ReturnType<typeof serverTokens>;
  readonly places: readonly TextSpan[];
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
    const tokens = given ? serverTokens(given) : [];
    const places = placesIn(
      tokens.map((token) => token.text),
      text,
    );
    if (places === null) throw connection.invalid("it does not echo the prompt", false);
    return { tokens: tokens.slice(0, places.length), places };
  });
}
