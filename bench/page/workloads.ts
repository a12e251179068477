import { examplesJob } from "../../src/app/calls/examples-job.ts";
import { CellError } from "../../src/core/errors/cell-error.ts";
import { examplesFromRange } from "../../src/core/examples/example-set.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { CompletionRequest } from "../../src/engine/completer.ts";
import { CAPITALS, COUNTRIES, SENTENCES, TRANSLATED } from "./texts.ts";

const EXAMPLES = 5;
const CONTEXT_TOKENS = 2048;
/** Near enough to decide that all examples fit, without asking an engine. */
const CHARACTERS_PER_TOKEN = 3;

/** The prompts that the product makes of these rows. */
async function requestsFor(
  headers: readonly string[],
  examples: readonly (readonly string[])[],
  inputs: readonly string[],
  maxTokens: number,
): Promise<CompletionRequest[]> {
  const set = examplesFromRange(
    examples.map((row) => [...row]),
    [[...headers]],
    headers.length - 1,
  );
  if (set instanceof CellError) throw new Error("The workload's examples are not usable.");
  const model = {
    info: { hash: "", contextTokens: CONTEXT_TOKENS },
    countTokens: (text: string) => Promise.resolve(Math.ceil(text.length / CHARACTERS_PER_TOKEN)),
  };
  const settings = { ...DEFAULT_SETTINGS, maxTokens };
  return Promise.all(
    inputs.map(async (input) => {
      const job = await examplesJob(set, [input], settings, model);
      if (job instanceof CellError) throw new Error(`No prompt for ${input}.`);
      return job.request;
    }),
  );
}

/** One-word answers after five examples; the same countries again where there are more rows than countries. */
export const capitals = (rows: number, firstRow = 0): Promise<CompletionRequest[]> =>
  requestsFor(
    ["Country", "Capital"],
    CAPITALS.slice(0, EXAMPLES),
    Array.from({ length: rows }, (_, row) => COUNTRIES[(firstRow + row) % COUNTRIES.length]!),
    16,
  );

/** One-word answers after this many examples. */
export const capitalsAfter = (examples: number, rows: number): Promise<CompletionRequest[]> =>
  requestsFor(
    ["Country", "Capital"],
    Array.from({ length: examples }, (_, i) => CAPITALS[i % CAPITALS.length]!),
    COUNTRIES.slice(0, rows),
    16,
  );

/** Answers of exactly this many tokens, after five examples. */
export async function answersOf(tokens: number, rows: number): Promise<CompletionRequest[]> {
  const requests = await capitals(rows);
  return requests.map((request) => ({
    ...request,
    sampling: { ...request.sampling, maxTokens: tokens, stop: [] },
  }));
}

/** Answers of 8 to 16 tokens: short sentences to translate. */
export const translations = (rows: number): Promise<CompletionRequest[]> =>
  requestsFor(["English", "French"], TRANSLATED, SENTENCES.slice(0, rows), 24);

/** One answer of exactly this many tokens. */
export async function story(tokens: number): Promise<CompletionRequest[]> {
  const [request] = await capitals(1);
  const prompt = {
    prefix: "",
    suffix: "A short history of the city of Rome, from its founding to our days:\n",
  };
  return [{ prompt, sampling: { ...request!.sampling, maxTokens: tokens, stop: [] } }];
}

/**
 * One row after about 900 tokens of examples that no engine has seen before: `round` goes into the first of them, so
 * that no cache knows even its beginning.
 */
export function firstRead(round: number): Promise<CompletionRequest[]> {
  const examples = Array.from({ length: 108 }, (_, row) => [
    `${COUNTRIES[(row * 7 + round) % COUNTRIES.length]!} ${row + round}`,
    CAPITALS[(row + round) % CAPITALS.length]![1],
  ]);
  return requestsFor([`Country ${round}`, "City"], examples, ["Peru"], 1);
}
