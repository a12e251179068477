import { toSheetData, withFormulas } from "./sample-sheet.ts";

const WORDS = [
  "early",
  "full",
  "rich",
  "soft",
  "empty",
  "strong",
  "cheap",
  "wet",
  "narrow",
  "polite",
  "young",
  "noisy",
];

export const opposites = toSheetData({
  name: "Opposites",
  widths: [150, 150, 40, 480],
  blocks: [
    {
      headers: ["Word", "Opposite"],
      examples: [
        ["hot", "cold"],
        ["big", "small"],
        ["fast", "slow"],
        ["light", "dark"],
        ["old", "new"],
      ],
      rows: withFormulas(
        WORDS.map((word) => [word]),
        ["=GPT(A7)", "=GPT(A8)"],
      ),
    },
  ],
  notesAt: "right",
  notes: [
    "The short form: =GPT(A7) finds the finished rows and the headers around the cell by itself.",
    "Only typed rows count as examples, never other answers.",
  ],
});
