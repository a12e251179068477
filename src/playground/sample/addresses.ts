import { toSheetData, withFormulas } from "./sample-sheet.ts";

export const addresses = toSheetData({
  name: "Several columns",
  widths: [110, 110, 150, 250],
  blocks: [
    {
      headers: ["First name", "Last name", "Site", "E-mail"],
      examples: [
        ["John", "Smith", "acme.example", "john.smith@acme.example"],
        ["Maria", "Garcia", "sol.example", "maria.garcia@sol.example"],
        ["Anna", "Lee", "north.example", "anna.lee@north.example"],
        ["Paul", "Jones", "hill.example", "paul.jones@hill.example"],
      ],
      rows: withFormulas(
        [
          ["Carla", "Rossi", "mare.example"],
          ["Tom", "White", "acme.example"],
          ["Lucy", "Brown", "river.example"],
          ["Hans", "Weber", "berg.example"],
          ["Kate", "Miller", "north.example"],
        ],
        ["=GPT($A$2:$D$5, A6:C6)", "=GPT($A$2:$D$5, A7:C7)"],
      ),
    },
  ],
  notesAt: "below",
  notes: [
    "Several input columns: the last column of the examples is the answer.",
    "Select D7 and drag its corner down.",
  ],
});
