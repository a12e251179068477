import { check as checkRows } from "../app/inspect/check.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const check = defineCellFunction({
  name: "GPT.CHECK",
  summary:
    "Tells how plausible what was typed is, from 0 to 1, and what the model would put where it is not.",
  details: [
    "The first number is the probability of the typed answer as a share of that of the model's own: 1 where they are the " +
      "same. Below 0.25 % the model's own answer stands beside it. Right answers that the model does not know can fall below, " +
      "too: of eight kinds of columns, 4 % of the right answers did, all of those with a slip of the keyboard, and 61 % of " +
      "those that belong to another row.",
    "With one argument, `=GPT.CHECK(A2:B40)`, each row is checked by others of the same range.",
  ],
  parameters: [
    EXAMPLES,
    {
      name: "rows",
      help: "Finished rows to check, their answers in the last column. Left out, the examples check each other.",
      optional: true,
    },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "a right answer, a slip, and a wrong one",
      sheet: [...CAPITALS, ["Spain", "Madrid"], ["Poland", "Wrasaw"], ["Germany", "Lima"]],
      at: "C7",
      formula: "=GPT.CHECK(A2:B6, A7:B9)",
      gives: [
        [1, ""],
        [0, "Warsaw"],
        [0, "Berlin"],
      ],
    },
    {
      title: "a slip among the examples themselves",
      sheet: [
        ["Country", "Capital"],
        ["Peru", "Lima"],
        ["Japan", "Tokyo"],
        ["Kenya", "Nairboi"],
        ["Norway", "Oslo"],
        ["Egypt", "Cairo"],
        ["France", "Paris"],
      ],
      at: "C2",
      formula: "=GPT.CHECK(A2:B7)",
      gives: [
        [1, ""],
        [1, ""],
        [0, "Nairobi"],
        [1, ""],
        [1, ""],
        [1, ""],
      ],
    },
  ],
  run: ({ examples, rows, headers, options }, bench) =>
    checkRows({ examples, rows, headers, options }, bench),
});
