import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Several columns",
    headers: ["First name", "Last name", "Site", "E-mail"],
    examples: [
      ["John", "Smith", "acme.example", "john.smith@acme.example"],
      ["Maria", "Garcia", "sol.example", "maria.garcia@sol.example"],
      ["Anna", "Lee", "north.example", "anna.lee@north.example"],
      ["Paul", "Jones", "hill.example", "paul.jones@hill.example"],
    ],
    people: [
      ["Carla", "Rossi", "mare.example"],
      ["Tom", "White", "acme.example"],
      ["Lucy", "Brown", "river.example"],
      ["Hans", "Weber", "berg.example"],
      ["Kate", "Miller", "north.example"],
    ],
    notes: [
      "Several input columns: the last column of the examples is the answer.",
      "Select D7 and drag its corner down.",
    ],
  },
  de: {
    name: "Mehrere Spalten",
    headers: ["Vorname", "Nachname", "Firma", "E-Mail"],
    examples: [
      ["Jan", "Schmidt", "acme.example", "jan.schmidt@acme.example"],
      ["Maria", "Keller", "sonne.example", "maria.keller@sonne.example"],
      ["Anna", "Lang", "nord.example", "anna.lang@nord.example"],
      ["Paul", "Braun", "berg.example", "paul.braun@berg.example"],
    ],
    people: [
      ["Carla", "Rossi", "mare.example"],
      ["Tom", "Weiss", "acme.example"],
      ["Lena", "Kraus", "fluss.example"],
      ["Hans", "Weber", "berg.example"],
      ["Eva", "Vogel", "nord.example"],
    ],
    notes: [
      "Mehrere Spalten mit Eingaben: Die letzte Spalte der Beispiele ist die Antwort.",
      "Wählen Sie D7 und ziehen Sie die Ecke nach unten.",
    ],
  },
} as const;

export function addresses(language: Language): SheetData {
  const { name, headers, examples, people, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [110, 110, 150, 250],
    blocks: [
      {
        headers,
        examples,
        rows: withFormulas(people, ["=GPT($A$2:$D$5, A6:C6)", "=GPT($A$2:$D$5, A7:C7)"]),
      },
    ],
    notesAt: "below",
    notes,
  });
}
