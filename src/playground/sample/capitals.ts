import { toSheetData, withFormulas } from "./sample-sheet.ts";

const COUNTRIES =
  "France Spain Italy Germany Portugal Greece Poland Austria Hungary Sweden Finland Denmark Ireland Belgium Ukraine Turkey Egypt Lebanon Algeria Ethiopia Uganda Senegal India China Thailand Vietnam Indonesia Iran Iraq Jordan Mexico Cuba Argentina Chile Philippines Colombia Ecuador Venezuela Iceland Mongolia";

export const capitals = toSheetData({
  name: "Capitals",
  widths: [150, 150, 40, 480],
  blocks: [
    {
      headers: ["Country", "Capital"],
      examples: [
        ["Peru", "Lima"],
        ["Kenya", "Nairobi"],
        ["Norway", "Oslo"],
        ["Japan", "Tokyo"],
        ["Canada", "Ottawa"],
      ],
      rows: withFormulas(
        COUNTRIES.split(" ").map((country) => [country]),
        [7, 8, 9].map((row) => `=GPT($A$2:$B$6, A${row})`),
      ),
    },
  ],
  notesAt: "right",
  notes: [
    "Five finished rows, then =GPT($A$2:$B$6, A7).",
    "Select B9 and drag its corner down to fill all 40 countries.",
    "Change an example and the answers that were made from it are made again.",
  ],
});
