import { toSheetData } from "./sample-sheet.ts";

export const askAndContinue = toSheetData({
  name: "Ask & continue",
  widths: [340, 520],
  blocks: [
    {
      headers: ["Question or beginning", "Answer"],
      examples: [],
      rows: [
        ["Who painted the Mona Lisa?", "=GPT.ASK(A2)"],
        ["What is the chemical symbol of gold?", null],
        ["Once upon a time, in a village by the sea,", '=GPT.COMPLETE(A4, "max tokens=24")'],
        ["The first thing you see in Paris is", null],
      ],
    },
  ],
  notesAt: "below",
  notes: [
    "B2 asks without examples: =GPT.ASK(A2)",
    'B4 goes on with a text: =GPT.COMPLETE(A4, "max tokens=24")',
    'Options may stand in any formula: "temperature=0.7; max tokens=12".',
  ],
});
