import { score as scoreTexts } from "../app/inspect/score.ts";
import { MEASURES } from "../core/likelihood/measures.ts";
import { defineCellFunction } from "./cell-function.ts";
import { CAPITALS } from "./example-sheets.ts";

export const score = defineCellFunction({
  name: "GPT.SCORE",
  summary: "Tells how likely the model finds a text, alone or behind examples.",
  details: [
    "The measure is one of these; the first one where it is left out.",
    MEASURES.map(({ name, description }) => `- \`${name}\`: ${description}`).join("\n"),
  ],
  parameters: [
    {
      name: "text",
      help: "A text, or many, one in each row. With examples of several columns: finished rows, whose answers are scored.",
    },
    {
      name: "examples",
      help: "A list of texts that come before, or finished rows with as many columns as the text has.",
      optional: true,
    },
    {
      name: "measure",
      help: `One of: ${MEASURES.map(({ name }) => name).join(", ")}.`,
      optional: true,
    },
  ],
  examples: [
    {
      title: "words in their order and out of it; nearer to 1 is likelier",
      sheet: [["The cat sat on the mat."], ["Mat the on sat cat the."]],
      at: "B1",
      formula: '=GPT.SCORE(A1:A2,, "perplexity")',
      gives: [[71], [2490]],
    },
    {
      title: "answers behind examples, in nats: nearer to 0 is likelier",
      sheet: [...CAPITALS, ["France", "Paris"], ["France", "Lyon"], ["France", "banana"]],
      at: "C7",
      formula: "=GPT.SCORE(A7:B9, A2:B6)",
      gives: [[-0.06], [-6.84], [-23]],
    },
  ],
  run: ({ text, examples, measure }, bench) => scoreTexts({ text, examples, measure }, bench),
});
