import type { Prompt } from "../../engine/completer.ts";
import { CellError, cellError } from "../errors/cell-error.ts";
import type { Example, ExampleSet } from "../examples/example-set.ts";
import { likestExamples } from "../examples/likest-example.ts";
import type { PromptFormat } from "./prompt-format.ts";

/**
 * The part of the context that is kept free for a row's own text, so that rows of usual length get the same examples.
 */
const ROW_SHARE = 1 / 8;

/**
 * Of the examples that do not fit, at most so many come back for a row that is like them; each is read for that row
 * alone.
 */
const MOST_LIKE = 4;
/** Of the examples that do not fit, so many are looked through, the last ones. */
const LOOKED_THROUGH = 2_000;

/** What a model may read before a text; models without such a token lose one of their context. */
export const START_TOKENS = 1;

/** Counts the tokens of a text the way the engine does, without a start token. */
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
  /** Those that the prompt holds, in its order. */
  readonly examples: readonly Example[];
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

/** The prompt of a row with these examples, of which the first ones are shared with other rows. */
function renderBehind(
  format: PromptFormat,
  exampleSet: ExampleSet,
  shared: number,
  inputs: readonly string[],
): Prompt {
  const { prefix, suffix } = format.render(exampleSet, inputs);
  const first = { ...exampleSet, examples: exampleSet.examples.slice(0, shared) };
  const sharedText = format.render(first, inputs).prefix;
  const text = prefix + suffix;
  return text.startsWith(sharedText)
    ? { prefix: sharedText, suffix: text.slice(sharedText.length) }
    : { prefix, suffix };
}

/**
 * The prompt of one row with as many examples as fit: the last ones stay, being nearest to the rows below them, and
 * behind them come those of the others that are most like the row, in what an eighth of the context leaves free. The
 * last ones depend on the row's own text only where that is longer than this eighth: so all other rows of a fill share
 * one prefix, and a row's answer never depends on which rows run beside it. Prompt and answer always fit. Error:
 * promptTooLong where not even one example fits with the input, or the prompt where there are none.
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
    return prompt instanceof CellError ? prompt : { prompt, examples: [], examplesDropped: 0 };
  }
  const most = contextTokens - START_TOKENS - maxTokens;
  const fits = async (count: number) => (await prefixTokens(count)) + rowTokens <= most;

  const used = await largestFitting(total, fits);
  // One long example may still fit where the row leaves some of its share free.
  const shared = Math.max(used, 1);
  const room = most - (await prefixTokens(shared));
  if (used === 0 && suffixTokens > room) {
    return cellError("promptTooLong", { tokens: contextTokens - room + suffixTokens, limit: contextTokens });
  }
  const last = withLast(exampleSet, shared);
  const dropped = exampleSet.examples.slice(0, total - shared).slice(-LOOKED_THROUGH);
  const like = likestExamples(dropped, inputs, MOST_LIKE);
  const withLike = (count: number) => {
    const examples = [...last.examples, ...like.slice(like.length - count)];
    const prompt = renderBehind(format, { ...exampleSet, examples }, shared, inputs);
    return { prompt, examples, examplesDropped: total - examples.length };
  };
  const fitting = await largestFitting(
    like.length,
    async (count) => (await countTokens(withLike(count).prompt.suffix)) <= room,
  );
  return withLike(fitting);
}

/** The prompt itself where it fits together with its answer; else promptTooLong. */
export async function fitPrompt(
  prompt: Prompt,
  { contextTokens, maxTokens, countTokens }: Budget,
): Promise<Prompt | CellError> {
  const prefixTokens = prompt.prefix === "" ? 0 : await countTokens(prompt.prefix);
  const tokens = START_TOKENS + prefixTokens + (await countTokens(prompt.suffix)) + maxTokens;
  return tokens <= contextTokens ? prompt : cellError("promptTooLong", { tokens, limit: contextTokens });
}
