import { similar as compareTexts } from "../app/inspect/similar.ts";
import { defineCellFunction } from "./cell-function.ts";

export const similar = defineCellFunction({
  name: "GPT.SIMILAR",
  summary:
    "Tells how near two texts are in meaning: 1 for the same, about 0.2 for texts that have nothing to do with each other.",
  details: [
    "It is the cosine between the model's own hidden states where it is about to say each text in one word. Ranges go " +
      "together cell by cell, as in `=A1:A3+B1:B3`; a column and a row give a table.",
  ],
  parameters: [
    { name: "text", help: "A text, or a range of texts." },
    { name: "other", help: "What to compare with: a text, or a range of texts." },
  ],
  examples: [
    {
      title: "which message is about a lost delivery",
      sheet: [["The package never arrived"], ["Where is my parcel?"], ["I love this phone"]],
      at: "B1",
      formula: '=GPT.SIMILAR(A1:A3, "My delivery was lost")',
      gives: [[0.8], [0.56], [0.23]],
    },
    {
      title: "a table of words against words",
      sheet: [
        ["", "kitten", "truck", "apple"],
        ["cat", "", "", ""],
        ["car", "", "", ""],
        ["banana", "", "", ""],
      ],
      at: "B2",
      formula: "=GPT.SIMILAR(A2:A4, B1:D1)",
      gives: [
        [0.71, 0.2, 0.4],
        [0.22, 0.67, 0.23],
        [0.45, 0.16, 0.68],
      ],
    },
  ],
  run: ({ text, other }, bench) => compareTexts({ text, other }, bench),
});
