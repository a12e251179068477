import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

/** Opposites in English; plurals in German, whose opposites a small model does not know. */
const TEXTS = {
  en: {
    name: "Opposites",
    headers: ["Word", "Opposite"],
    examples: [
      ["hot", "cold"],
      ["big", "small"],
      ["fast", "slow"],
      ["light", "dark"],
      ["old", "new"],
    ],
    words: "early full rich soft empty strong cheap wet narrow polite young noisy",
    notes: [
      "The short form: =GPT(A7) finds the finished rows and the headers around the cell by itself.",
      "Only typed rows count as examples, never other answers.",
    ],
  },
  de: {
    name: "Mehrzahl",
    headers: ["Einzahl", "Mehrzahl"],
    examples: [
      ["Haus", "Häuser"],
      ["Hund", "Hunde"],
      ["Blume", "Blumen"],
      ["Kind", "Kinder"],
      ["Stadt", "Städte"],
    ],
    words: "Katze Buch Schule Auto Straße Baum Stuhl Tisch Frau Mann Berg Bild",
    notes: [
      "Die kurze Form: =GPT(A7) findet die fertigen Zeilen und die Überschriften um die Zelle selbst.",
      "Nur getippte Zeilen gelten als Beispiele, nie andere Antworten.",
    ],
  },
} as const;

/** The short form of the formula. */
export function opposites(language: Language): SheetData {
  const { name, headers, examples, words, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [150, 150, 40, 480],
    blocks: [
      {
        headers,
        examples,
        rows: withFormulas(
          words.split(" ").map((word) => [word]),
          ["=GPT(A7)", "=GPT(A8)"],
        ),
      },
    ],
    notesAt: "right",
    notes,
  });
}
