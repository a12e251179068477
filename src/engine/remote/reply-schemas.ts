import { z } from "zod";

/** Replies of servers. What is not named here is not read. Lists are bounded: a reply is data from a stranger. */

const text = z.string().max(1_000_000);
const logProbability = z.number().max(1e-3);
const MOST_TOKENS = 200_000;

/** Servers give ids below their vocabulary's size; -1 where they give none. */
const tokenId = z.int().nonnegative();

/** One entry of the model list. vLLM tells the length, llama-server under "meta". */
export const modelsSchema = z.object({
  data: z
    .array(
      z.object({
        id: text.min(1),
        owned_by: text.nullish(),
        max_model_len: z.int().positive().nullish(),
        meta: z
          .object({ n_ctx: z.int().positive().nullish(), size: z.number().nonnegative().nullish() })
          .nullish(),
      }),
    )
    .min(1)
    .max(10_000),
});

/** llama-server writes its log-probabilities as in chats. */
const chatEntry = z.object({ id: tokenId.nullish(), token: text, logprob: logProbability });
const chatForm = z.object({
  content: z
    .array(chatEntry.extend({ top_logprobs: z.array(chatEntry).max(1_000).nullish() }))
    .max(MOST_TOKENS),
});

/** The completions protocol: parallel lists. The first token of a prompt has no probability. */
const listForm = z.object({
  tokens: z.array(text).max(MOST_TOKENS),
  token_logprobs: z.array(logProbability.nullable()).max(MOST_TOKENS),
  top_logprobs: z.array(z.record(text, logProbability).nullable()).max(MOST_TOKENS).nullish(),
});

export const logProbabilitiesSchema = z.union([chatForm, listForm]);
export type LogProbabilities = z.infer<typeof logProbabilitiesSchema>;

/** A whole reply, or one event of a stream. */
export const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().nonnegative(),
        text,
        finish_reason: text.nullish(),
        logprobs: logProbabilitiesSchema.nullish(),
      }),
    )
    .max(1_000),
  usage: z.object({ prompt_tokens: z.int().nonnegative() }).nullish(),
});

/** An event may also be an error that came in the middle, with the status that it would have had before. */
export const errorSchema = z.object({
  error: z.union([text, z.object({ message: text, code: z.unknown().optional() })]),
});

/** llama-server: with pieces. A piece that is no whole character is given as bytes. */
export const piecesSchema = z.object({
  tokens: z
    .array(z.object({ id: tokenId, piece: z.union([text, z.array(z.int().min(0).max(255))]) }))
    .max(MOST_TOKENS),
});

/** vLLM. */
export const tokensSchema = z.object({
  tokens: z.array(tokenId).max(MOST_TOKENS),
  token_strs: z.array(text).max(MOST_TOKENS).nullish(),
});
