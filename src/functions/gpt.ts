import { gptAnswers } from "../app/calls/gpt-call.ts";
import { defineCellFunction } from "./cell-function.ts";
import { HEADERS, OPTIONS } from "./common-parameters.ts";

const CAPITALS = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
];

export const gpt = defineCellFunction({
  name: "GPT",
  summary: "Fills in an answer from a few finished rows, with a language model that runs on this computer.",
  details: [
    "With one argument, `=GPT(A7)`, the finished rows around the cell are the examples, and the header row above them " +
      "names the columns. Excel does not know that the formula reads them: after a change, press **Recalculate all**.",
    "Several input columns are fine: the last column of the examples is the answer.",
    "A cell that shows a date or a time is read as 2021-03-04, 14:30, or both, whatever its number format. Where the " +
      "examples' answers are such cells, the answers are dates or times too.",
    "Where three examples or more never give their input back, an answer that does so counts little, and another likely " +
      "one is given.",
  ],
  parameters: [
    {
      name: "examplesOrInput",
      help: "Finished rows: inputs, then the answer in the last column. Alone, the input itself: the finished rows around the cell are then the examples.",
    },
    {
      name: "input",
      help: "What to answer: one row, or many rows, whose answers spill.",
      optional: true,
    },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "answers A7 as the rows A2:B6 show; drag it down",
      sheet: [...CAPITALS, ["France"]],
      at: "B7",
      formula: "=GPT($A$2:$B$6, A7)",
      gives: [["Paris"]],
    },
    {
      title: "one formula for several rows",
      sheet: [...CAPITALS, ["Italy"], ["Cuba"]],
      at: "B7",
      formula: "=GPT(A2:B6, A7:A8)",
      gives: [["Rome"], ["Havana"]],
    },
    {
      title: "the finished rows around the cell",
      sheet: [...CAPITALS, ["Spain"]],
      at: "B7",
      formula: "=GPT(A7)",
      gives: [["Madrid"]],
    },
  ],
  run: gptAnswers,
});
