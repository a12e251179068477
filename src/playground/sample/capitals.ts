import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Capitals",
    headers: ["Country", "Capital"],
    examples: [
      ["Peru", "Lima"],
      ["Kenya", "Nairobi"],
      ["Norway", "Oslo"],
      ["Japan", "Tokyo"],
      ["Canada", "Ottawa"],
    ],
    countries:
      "France Spain Italy Germany Portugal Greece Poland Austria Hungary Sweden Finland Denmark Ireland Belgium Ukraine Turkey Egypt Lebanon Algeria Ethiopia Uganda Senegal India China Thailand Vietnam Indonesia Iran Iraq Jordan Mexico Cuba Argentina Chile Philippines Colombia Ecuador Venezuela Iceland Mongolia",
    notes: [
      "Five finished rows, then =GPT($A$2:$B$6, A7).",
      "Select B9 and drag its corner down to fill all 40 countries.",
      "Change an example and the answers that were made from it are made again.",
    ],
  },
  de: {
    name: "Hauptstädte",
    headers: ["Land", "Hauptstadt"],
    // Capitals that are called otherwise in English: they tell the model which language is wanted.
    examples: [
      ["Italien", "Rom"],
      ["Polen", "Warschau"],
      ["Norwegen", "Oslo"],
      ["Japan", "Tokio"],
      ["Griechenland", "Athen"],
    ],
    countries:
      "Frankreich Spanien Deutschland Portugal Österreich Ungarn Schweden Finnland Irland Türkei Ägypten Äthiopien Uganda Senegal Thailand Vietnam Indonesien Irak Jordanien Argentinien Chile Ecuador Venezuela Kenia Peru Kanada Tschechien Bulgarien Lettland Litauen Albanien Nepal Bolivien Uruguay Ghana Angola Russland Malaysia Afghanistan Indien",
    notes: [
      "Fünf fertige Zeilen, dann =GPT($A$2:$B$6, A7).",
      "Ziehen Sie die Ecke von B9 nach unten, durch alle 40 Länder.",
      "Ändern Sie ein Beispiel: Was daraus entstand, wird neu gefragt.",
    ],
  },
} as const;

export function capitals(language: Language): SheetData {
  const { name, headers, examples, countries, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [150, 150, 40, 480],
    blocks: [
      {
        headers,
        examples,
        rows: withFormulas(
          countries.split(" ").map((country) => [country]),
          [7, 8, 9].map((row) => `=GPT($A$2:$B$6, A${row})`),
        ),
      },
    ],
    notesAt: "right",
    notes,
  });
}
