import { backtest as testExamples } from "../app/inspect/backtest.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";
import { CAPITALS } from "./example-sheets.ts";

export const backtest = defineCellFunction({
  name: "GPT.BACKTEST",
  summary: "Tells which share of your examples comes out right when each is left out and asked for.",
  details: [
    "So you know what to expect before you drag a formula down. Case and outer spaces do not count. Of more than 24 " +
      "examples, the last 24 are asked for.",
  ],
  parameters: [
    EXAMPLES,
    HEADERS,
    OPTIONS,
    {
      name: "details",
      help: "TRUE lists each example with the answer that it got. Left out or FALSE, there is the share alone.",
      optional: true,
    },
  ],
  examples: [
    {
      title: "all five capitals come out right",
      sheet: CAPITALS,
      at: "C1",
      formula: "=GPT.BACKTEST(A2:B6)",
      gives: [[1]],
    },
    {
      title: "which of them do, with the answers",
      sheet: CAPITALS.slice(0, 4),
      at: "C1",
      formula: "=GPT.BACKTEST(A2:B4,,, TRUE)",
      gives: [
        ["Input", "Expected", "Answer", "Right"],
        ["Peru", "Lima", "Lima", true],
        ["Japan", "Tokyo", "Tokyo", true],
        ["Kenya", "Nairobi", "Nairobi", true],
      ],
    },
  ],
  run: ({ examples, headers, options, details }, bench) =>
    testExamples({ examples, headers, options, details }, bench),
});
