import type { TextFormat } from "./prompt-format.ts";
import { BLANK_LINE, spaced } from "./prompt-format.ts";

/**
 * Fixed demonstrations: short factual answers of several kinds. A base model continues a pattern; alone, a question
 * gets more questions.
 */
const DEMONSTRATIONS = [
  ["What is the largest planet?", "Jupiter"],
  ["How many days are in a leap year?", "366"],
  ["What is the opposite of hot?", "cold"],
] as const;

/** GPT.ASK: a question answered in the manner of three fixed demonstrations. */
export const ask = {
  id: "ask",
  title: "Question alone",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: "",
  isAnswer: true,
  render: (text) => ({
    prefix: `${DEMONSTRATIONS.map(([question, answer]) => `Question: ${question}\nAnswer: ${answer}${BLANK_LINE}`).join("")}Question:`,
    suffix: `${spaced(text)}\nAnswer:`,
  }),
} as const satisfies TextFormat;
