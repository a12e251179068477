import { prompt as tellPrompt } from "../app/inspect/prompt.ts";
import { defineCellFunction } from "./cell-function.ts";
import { HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const prompt = defineCellFunction({
  name: "GPT.PROMPT",
  summary: "Shows the exact text that the model reads before it answers.",
  details: [
    "With one argument, `=GPT.PROMPT(B7)`, it shows what the model read for the answer in that cell. With examples and an " +
      "input it shows what `=GPT` would give it, without asking for the answer.",
  ],
  parameters: [
    {
      name: "examplesOrAnswers",
      help: "Cells with answers of GPT. With an input: finished rows, the answer in the last column.",
    },
    { name: "input", help: "What GPT would answer: one row, or many rows.", optional: true },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "two examples and a question, in the format that is written",
      sheet: [...CAPITALS.slice(0, 3), ["France"]],
      at: "C4",
      formula: '=GPT.PROMPT(A2:B3, A4,, "format=arrow")',
      gives: [["Peru -> Lima\n\nJapan -> Tokyo\n\nFrance ->"]],
    },
  ],
  run: ({ examplesOrAnswers, input, headers, options }, bench) =>
    tellPrompt({ examplesOrAnswers, input, headers, options }, bench),
});
