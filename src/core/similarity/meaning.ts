import type { EmbedRequest } from "../../engine/completer.ts";

/**
 * Asks for the model's state where it is about to say a text in one word: a model that only continues texts gathers the
 * meaning there, and not in the mean over the text. Source: Jiang et al. 2023, https://arxiv.org/abs/2307.16645
 */
export function meaningRequest(text: string): EmbedRequest {
  const asked = `"${text}" means in one word: "`;
  return { text: asked, span: { start: asked.length - 1, end: asked.length } };
}

/**
 * Texts of many kinds; how a text's state differs from theirs is what it says. Fixed, so that a number stays what it
 * is.
 */
export const ORDINARY_TEXTS: readonly string[] = [
  "the",
  "a house",
  "Monday",
  "12.5",
  "What is the price?",
  "John Smith",
  "He went to the market yesterday.",
  "blue",
  "New York",
  "Please send the report.",
  "apple",
  "to run",
  "very good",
  "January 2021",
  "It was not what we expected.",
  "order number",
  "children",
  "https://example.com",
  "50 %",
  "The company was founded in the last century.",
];
