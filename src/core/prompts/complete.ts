import type { TextFormat } from "./prompt-format.ts";

/**
 * GPT.COMPLETE: the text as it stands, line breaks included, without the spaces at its end (the next token brings its
 * own). It ends only at max tokens, at the model's end of text or at the user's stop.
 */
export const complete = {
  id: "complete",
  title: "Text alone",
  stop: [],
  answerPrefix: " ",
  answerSuffix: "",
  isAnswer: false,
  render: (text) => ({ prefix: "", suffix: text.replace(/[ \t]+$/, "") }),
} as const satisfies TextFormat;
