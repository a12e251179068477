import { defaultHeaders } from "../../examples/headers.ts";
import type { PromptFormat } from "../prompt-format.ts";
import { spaced } from "../prompt-format.ts";

/** A bar inside a cell loses the space before it: " |" is what ends a cell. */
function tableCell(text: string): string {
  return spaced(text.replace(/\s+\|/g, "|").replace(/^\|/, "/"));
}

function openRow(texts: readonly string[]): string {
  return texts.map((text) => `|${tableCell(text)}`).join(" ");
}

/** A Markdown table: "| Peru | Lima |". */
export const table = {
  id: "table",
  title: "Table",
  stop: [" |", "\n"],
  answerPrefix: " ",
  answerSuffix: "",
  render: ({ headers, examples }, inputs) => {
    const names = headers ?? defaultHeaders(inputs.length);
    const lines = [
      `${openRow([...names.inputs, names.output])} |`,
      `|${" --- |".repeat(inputs.length + 1)}`,
      ...examples.map((example) => `${openRow([...example.inputs, example.output])} |`),
    ];
    return { prefix: `${lines.join("\n")}\n|`, suffix: `${openRow(inputs).slice(1)} |` };
  },
} as const satisfies PromptFormat;
