import { gptAnswers } from "../app/calls/gpt-call.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";

export const fill = defineCellFunction({
  name: "GPT.FILL",
  summary: "Answers every row of a range as a few finished rows show; the answers spill.",
  details: [
    "It does what `GPT` does with all its arguments, and never reads around its cell: what it depends on stands in the formula.",
  ],
  parameters: [
    EXAMPLES,
    { name: "inputs", help: "The rows to answer, with as many columns as the examples have inputs." },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "the opposites of three words",
      sheet: [
        ["Word", "Opposite"],
        ["hot", "cold"],
        ["big", "small"],
        ["early", "late"],
        ["rich", "poor"],
        ["fast"],
        ["full"],
      ],
      at: "B6",
      formula: "=GPT.FILL(A2:B5, A6:A7)",
      gives: [["slow"], ["empty"]],
    },
  ],
  run: ({ examples, inputs, headers, options }, bench) =>
    gptAnswers({ examplesOrInput: examples, input: inputs, headers, options }, bench),
});
