import { formatAnswers } from "../app/calls/format-call.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";

export const format = defineCellFunction({
  name: "GPT.FORMAT",
  summary:
    "Cleans up texts, numbers, dates and times as a few finished rows show: by an exact rule where one explains them, else with the language model.",
  details: [
    "The pane shows the rule in words: as an exact rule where every leading rule that explains the examples agrees on the row, else as a likely one.",
    "Options apply to what the model answers. A rule has no probability of its own, so that a likely one's answer is shown whatever `confidence` asks for: look at it.",
  ],
  parameters: [
    EXAMPLES,
    { name: "input", help: "What to format: one row, or many rows, whose answers spill." },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "names, the family name first",
      sheet: [["Ann Lee", "LEE, A."], ["Bo Marsh", "MARSH, B."], ["Cy Dunn"], ["Di Eck"]],
      at: "B3",
      formula: "=GPT.FORMAT(A1:B2, A3:A4)",
      gives: [["DUNN, C."], ["ECK, D."]],
    },
  ],
  run: formatAnswers,
});
