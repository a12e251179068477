import { defaultHeaders } from "../../examples/headers.ts";
import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE, spaced } from "../prompt-format.ts";

/** "Country: Peru\nCapital: Lima": a line for each column, named by its header. */
export const fields = {
  id: "fields",
  title: "Fields",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: "",
  render: ({ headers, examples }, inputs) => {
    const names = headers ?? defaultHeaders(inputs.length);
    const inputLines = (texts: readonly string[]) =>
      names.inputs.map((name, index) => `${name}:${spaced(texts[index] ?? "")}\n`).join("");
    const question = (texts: readonly string[]) => `${inputLines(texts)}${names.output}:`;
    const finished = examples.map(
      (example) => `${question(example.inputs)}${spaced(example.output)}${BLANK_LINE}`,
    );
    const start = `${names.inputs[0] ?? ""}:`;
    return { prefix: finished.join("") + start, suffix: question(inputs).slice(start.length) };
  },
} as const satisfies PromptFormat;
