import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Translation",
    headers: ["English", "French"],
    examples: [
      ["bread", "pain"],
      ["water", "eau"],
      ["cat", "chat"],
      ["summer", "été"],
      ["Good morning", "Bonjour"],
    ],
    words: ["milk", "house", "dog", "winter", "school", "green", "Thank you", "Good night"],
    notes: [
      "One formula for the whole column: =GPT(A2:B6, A7:A14) in B7 fills down to B14.",
      "The model reads the examples once and answers all rows together.",
    ],
  },
  de: {
    name: "Übersetzung",
    headers: ["Deutsch", "Englisch"],
    examples: [
      ["Brot", "bread"],
      ["Wasser", "water"],
      ["Katze", "cat"],
      ["Sommer", "summer"],
      ["Guten Morgen", "Good morning"],
    ],
    words: ["Milch", "Haus", "Hund", "Winter", "Schule", "grün", "Danke", "Gute Nacht"],
    notes: [
      "Eine Formel für die ganze Spalte: =GPT(A2:B6, A7:A14) in B7 füllt bis B14.",
      "Das Modell liest die Beispiele einmal und beantwortet alle Zeilen zusammen.",
    ],
  },
} as const;

export function translation(language: Language): SheetData {
  const { name, headers, examples, words, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [160, 180, 40, 480],
    blocks: [
      {
        headers,
        examples,
        rows: withFormulas(
          words.map((word) => [word]),
          ["=GPT(A2:B6, A7:A14)"],
        ),
      },
    ],
    notesAt: "right",
    notes,
  });
}
