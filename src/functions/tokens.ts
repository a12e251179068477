import { tokens as cutTexts } from "../app/inspect/tokens.ts";
import { defineCellFunction } from "./cell-function.ts";

export const tokens = defineCellFunction({
  name: "GPT.TOKENS",
  summary: "Counts the tokens of a text, the pieces that the model reads and writes, or lists them.",
  parameters: [
    { name: "text", help: "A text, or a range of texts." },
    {
      name: "spell",
      help: "TRUE lists the tokens to the right, with · for a space. Left out or FALSE, they are counted.",
      optional: true,
    },
  ],
  examples: [
    {
      title: "a count for each cell",
      sheet: [["Hello world"], ["antidisestablishmentarianism"]],
      at: "B1",
      formula: "=GPT.TOKENS(A1:A2)",
      gives: [[2], [5]],
    },
    {
      title: "the tokens themselves",
      sheet: [["antidisestablishmentarianism"]],
      at: "B1",
      formula: "=GPT.TOKENS(A1, TRUE)",
      gives: [["ant", "idis", "establishment", "arian", "ism"]],
    },
  ],
  run: ({ text, spell }, bench) => cutTexts({ text, spell }, bench),
});
