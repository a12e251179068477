import type { Prompt } from "../../engine/completer.ts";
import { CellError, cellError } from "../errors/cell-error.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { PromptFormat } from "./prompt-format.ts";

/** The part of the context that is kept free for a row's own text, so that rows of usual length get the same examples. */
const ROW_SHARE = 1 / 8;

/** Counts tokens the way the engine does, its start token included. */
export type CountTokens = (text: string) => Promise<number>;

export interface Budget {
  /** How many tokens prompt and answer may have together. */
  readonly contextTokens: number;
  /** Upper bound of the answer. */
  readonly maxTokens: number;
  readonly countTokens: CountTokens;
}

export interface FittedPrompt {
  readonly prompt: Prompt;
  readonly examplesUsed: number;
  readonly examplesDropped: number;
}

function withLast(exampleSet: ExampleSet, count: number): ExampleSet {
  return { ...exampleSet, examples: exampleSet.examples.slice(exampleSet.examples.length - count) };
}

/** The largest count from 1 to most that fits, 0 where not even one does. Doubles first: long texts are never tried. */
async function largestFitting(most: number, fits: (count: number) => Promise<boolean>): Promise<number> {
  let low = 0;
  let high = 1;
  while (high <= most && (await fits(high))) {
    low = high;
    high = low === most ? most + 1 : Math.min(most, low * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The prompt of one row with as many examples as fit: the last ones stay, being nearest to the rows below them. The
 * choice looks at the row's own text only where that is longer than an eighth of the context: so all other rows of a
 * fill share one prefix, and a row's answer never depends on which rows run beside it. Prompt and answer always fit.
 * Error: promptTooLong where not even one example fits with the input, or the prompt where there are none.
 */
export async function fitExamples(
  format: PromptFormat,
  exampleSet: ExampleSet,
  inputs: readonly string[],
  { contextTokens, maxTokens, countTokens }: Budget,
): Promise<FittedPrompt | CellError> {
  const reserve = Math.floor(contextTokens * ROW_SHARE);
  const suffixTokens = await countTokens(format.render(exampleSet, inputs).suffix);
  const rowTokens = Math.max(reserve, suffixTokens);
  const prefixTokens = (count: number) =>
    countTokens(format.render(withLast(exampleSet, count), inputs).prefix);
  const total = exampleSet.examples.length;
  if (total === 0) {
    const prompt = await fitPrompt(format.render(exampleSet, inputs), {
      contextTokens,
      maxTokens,
      countTokens,
    });
    return prompt instanceof CellError ? prompt : { prompt, examplesUsed: 0, examplesDropped: 0 };
  }
  const fits = async (count: number) => (await prefixTokens(count)) + rowTokens + maxTokens <= contextTokens;

  const used = await largestFitting(total, fits);
  if (used > 0) {
    return {
      prompt: format.render(withLast(exampleSet, used), inputs),
      examplesUsed: used,
      examplesDropped: total - used,
    };
  }
  // One long example may still fit where the row leaves some of its share free.
  const tokens = (await prefixTokens(1)) + suffixTokens + maxTokens;
  if (tokens > contextTokens) return cellError("promptTooLong", { tokens, limit: contextTokens });
  return {
    prompt: format.render(withLast(exampleSet, 1), inputs),
    examplesUsed: 1,
    examplesDropped: total - 1,
  };
}

/** The prompt itself where it fits together with its answer; else promptTooLong. */
export async function fitPrompt(
  prompt: Prompt,
  { contextTokens, maxTokens, countTokens }: Budget,
): Promise<Prompt | CellError> {
  const prefixTokens = prompt.prefix === "" ? 0 : await countTokens(prompt.prefix);
  const tokens = prefixTokens + (await countTokens(prompt.suffix)) + maxTokens;
  return tokens <= contextTokens ? prompt : cellError("promptTooLong", { tokens, limit: contextTokens });
}
