import { codeAnswers } from "../app/calls/code-call.ts";
import { SAMPLE_APPS } from "../core/apps/sample-apps.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const SHEET = SAMPLE_APPS.slice(0, 5).map(({ description, code }) => [description, code]);

const RED_BOX = `function App() {
  return <div style={{ width: 100, height: 100, background: "red" }} />;
}`;

export const code = defineCellFunction({
  name: "GPT.CODE",
  summary: "Writes the code of a small React app from its description, as a few finished rows show.",
  details: [
    "Select the cell: the pane runs the app in a frame that reaches neither the network nor the page, shows its code, and saves it as one HTML file. Code that was changed there and kept in the cell is an example for formulas that take the rows around them.",
    "Two to ten examples are read, the last ones where there are more or where not all fit. An answer ends after 256 tokens, unless `max tokens` says otherwise. Code that does not compile is written anew, up to three times.",
    "A small model does what the examples do, with other words, numbers and colours. What it can and cannot do is measured in [apps.md](../apps.md).",
  ],
  parameters: [
    {
      name: "description",
      help: "What the app shows and does, or a range of descriptions, whose code spills.",
    },
    {
      name: "examples",
      help: "Finished rows: a description, then the code of its app. Left out, the finished rows around the cell are the examples.",
      optional: true,
    },
    OPTIONS,
  ],
  examples: [
    {
      title: "the code of the app that A6 describes, as the rows A1:B5 show",
      sheet: [...SHEET, ["a red box"]],
      at: "B6",
      formula: "=GPT.CODE(A6, A1:B5)",
      gives: [[RED_BOX]],
    },
  ],
  run: codeAnswers,
});
