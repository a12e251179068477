import { toSheetData, withFormulas } from "./sample-sheet.ts";

const WORDS = ["milk", "house", "dog", "winter", "school", "green", "Thank you", "Good night"];

export const translation = toSheetData({
  name: "Translation",
  widths: [160, 180, 40, 480],
  blocks: [
    {
      headers: ["English", "French"],
      examples: [
        ["bread", "pain"],
        ["water", "eau"],
        ["cat", "chat"],
        ["summer", "été"],
        ["Good morning", "Bonjour"],
      ],
      rows: withFormulas(
        WORDS.map((word) => [word]),
        ["=GPT(A2:B6, A7:A14)"],
      ),
    },
  ],
  notesAt: "right",
  notes: [
    "One formula for the whole column: =GPT(A2:B6, A7:A14) in B7 fills down to B14.",
    "The model reads the examples once and answers all rows together.",
  ],
});
