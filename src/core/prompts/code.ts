import type { PromptFormat } from "./prompt-format.ts";
import { spaced } from "./prompt-format.ts";

/** Parts the examples: code has blank lines of its own, and never this. */
const SEPARATOR = "---";

const question = (description: string): string => `Description:${spaced(description)}\nCode:`;

/** GPT.CODE: descriptions and code of several lines, a line of dashes after each. */
export const code = {
  id: "code",
  title: "Description and code",
  stop: [`\n${SEPARATOR}`, "\nDescription:"],
  answerPrefix: "\n",
  answerSuffix: "",
  render: ({ examples }, inputs) => {
    const finished = examples.map(
      ({ inputs: [description = ""], output }) => `${question(description)}\n${output}\n${SEPARATOR}\n`,
    );
    const start = "Description:";
    return { prefix: finished.join("") + start, suffix: question(inputs[0] ?? "").slice(start.length) };
  },
} as const satisfies PromptFormat;
