import type { Example } from "../examples/example-set.ts";
import { likestExample } from "../examples/likest-example.ts";
import type { PromptFormat } from "./prompt-format.ts";
import { spaced } from "./prompt-format.ts";

/** Parts the examples: code has blank lines of its own, and never this. */
const SEPARATOR = "---";

const START = "Description:";

const question = (description: string): string => `${START}${spaced(description)}\nCode:`;

const finished = ({ inputs: [description = ""], output }: Example): string =>
  `${question(description)}\n${output}\n${SEPARATOR}\n`;

/**
 * GPT.CODE: descriptions and code of several lines, a line of dashes after each. The example likest to the description
 * is said again before it, unless it stands there: a small model does what it read last, and the examples before it
 * stay the same for all rows.
 */
export const code = {
  id: "code",
  title: "Description and code",
  stop: [`\n${SEPARATOR}`, `\n${START}`],
  answerPrefix: "\n",
  answerSuffix: "",
  render: ({ examples }, inputs) => {
    const likest = likestExample(examples, inputs);
    const again = likest === examples.at(-1) ? "" : finished(likest);
    const own = again + question(inputs[0] ?? "");
    return { prefix: examples.map(finished).join("") + START, suffix: own.slice(START.length) };
  },
} as const satisfies PromptFormat;
