import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE, spaced } from "../prompt-format.ts";
import { enumerate, inSentence } from "./word-case.ts";

/** "The capital of Peru is Lima." Without headers "The answer for Peru is Lima." */
export const sentence = {
  id: "sentence",
  title: "Sentence",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: ".",
  render: ({ headers, examples }, inputs) => {
    const start = headers ? `The ${inSentence(headers.output)} of` : "The answer for";
    const question = (texts: readonly string[]) => `${spaced(enumerate(texts))} is`;
    const finished = examples.map(
      (example) => `${start}${question(example.inputs)}${spaced(example.output)}.${BLANK_LINE}`,
    );
    return { prefix: finished.join("") + start, suffix: question(inputs) };
  },
} as const satisfies PromptFormat;
