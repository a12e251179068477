import { xray as tellTokens } from "../app/inspect/xray.ts";
import { defineCellFunction } from "./cell-function.ts";
import { HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const xray = defineCellFunction({
  name: "GPT.XRAY",
  summary:
    "Lists each token of an answer or a text with its probability and the likeliest others at its place.",
  details: [
    "With one argument it takes apart the answer of `=GPT(…)` in that cell, or any other text. A space shows as ·, a line " +
      "break as ⏎.",
  ],
  parameters: [
    {
      name: "textOrExamples",
      help: "A cell with an answer of GPT, or any text. With an input: finished rows, the answer in the last column.",
    },
    { name: "input", help: "What GPT would answer: one row.", optional: true },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "the answer to A7, and the line breaks that ended it",
      sheet: [...CAPITALS, ["France"]],
      at: "C7",
      formula: "=GPT.XRAY(A2:B6, A7)",
      gives: [
        [
          "Token",
          "Probability",
          "Runner-up 1",
          "Probability",
          "Runner-up 2",
          "Probability",
          "Runner-up 3",
          "Probability",
        ],
        ["·Paris", 0.94, "·Bordeaux", 0.01, "·Versailles", 0.005, "·Toulouse", 0.004],
        ["⏎⏎", 0.97, "⏎", 0.007, "·(", 0.005, ",", 0.005],
      ],
    },
  ],
  run: ({ textOrExamples, input, headers, options }, bench) =>
    tellTokens({ examplesOrAnswers: textOrExamples, input, headers, options }, bench),
});
