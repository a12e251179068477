import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE, spaced } from "../prompt-format.ts";
import { enumerate, inSentence } from "./word-case.ts";

/** "Question: What is the capital of Peru?\nAnswer: Lima". Without headers the input itself is the question. */
export const question = {
  id: "question",
  title: "Question",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: "",
  render: ({ headers, examples }, inputs) => {
    const start = headers ? `Question: What is the ${inSentence(headers.output)} of` : "Question:";
    const mark = headers ? "?" : "";
    const rest = (texts: readonly string[]) => `${spaced(enumerate(texts))}${mark}\nAnswer:`;
    const finished = examples.map(
      (example) => `${start}${rest(example.inputs)}${spaced(example.output)}${BLANK_LINE}`,
    );
    return { prefix: finished.join("") + start, suffix: rest(inputs) };
  },
} as const satisfies PromptFormat;
