import { alternatives as listAlternatives } from "../app/inspect/alternatives.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const alternatives = defineCellFunction({
  name: "GPT.ALTERNATIVES",
  summary: "Lists the likeliest answers side by side, each followed by its probability.",
  details: [
    "The probability is the model's, of exactly this answer and its end. Where only some labels are allowed, it is each " +
      "label's share of all of them. `=WRAPROWS(GPT.ALTERNATIVES(A2:B6, A7), 2)` writes them below each other.",
  ],
  parameters: [
    EXAMPLES,
    { name: "input", help: "What to answer: one row, or many rows, each of which gets a row of answers." },
    { name: "count", help: "How many answers, from 1 to 10. Left out, there are three.", optional: true },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "two answers to each of two countries",
      sheet: [...CAPITALS, ["France"], ["Australia"]],
      at: "C7",
      formula: "=GPT.ALTERNATIVES(A2:B6, A7:A8, 2)",
      gives: [
        ["Paris", 0.91, "Bordeaux", 0.01],
        ["Sydney", 0.46, "Melbourne", 0.14],
      ],
    },
  ],
  run: ({ examples, input, count, headers, options }, bench) =>
    listAlternatives({ examples, input, count, headers, options }, bench),
});
