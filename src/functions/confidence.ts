import { confidence as tellConfidence } from "../app/inspect/confidence.ts";
import { defineCellFunction } from "./cell-function.ts";
import { HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const confidence = defineCellFunction({
  name: "GPT.CONFIDENCE",
  summary: "Tells the chance that an answer is right, from 0 to 1.",
  details: [
    "With one argument, `=GPT.CONFIDENCE(B7)`, it tells of the answers in these cells, where `=GPT(…)` has run since the " +
      "page was opened. With examples and an input it tells of the answers that `=GPT` gives with the same arguments, and " +
      "shares their run.",
    "The chance is learnt from answers whose truth is known; it is not the model's own probability, which " +
      "`GPT.ALTERNATIVES` and `GPT.XRAY` show. An answer that most rows before it got counts as less sure: it says little " +
      "about its own row.",
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
      title: "a capital it knows, and one it does not",
      sheet: [...CAPITALS, ["France"], ["Burkina Faso"]],
      at: "C7",
      formula: "=GPT.CONFIDENCE(A2:B6, A7:A8)",
      gives: [[0.973], [0.604]],
    },
  ],
  run: ({ examplesOrAnswers, input, headers, options }, bench) =>
    tellConfidence({ examplesOrAnswers, input, headers, options }, bench),
});
