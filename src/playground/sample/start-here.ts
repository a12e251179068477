import type { Language } from "../../core/language/language.ts";
import type { CellLook, SheetData, WorkbookCell } from "../../host/playground/workbook-data.ts";

/** The cell whose corner the sheet asks to drag. */
export const FIRST_FORMULA = "B12";

const TEXTS = {
  en: {
    name: "Start here",
    title: "Fill a column from a few examples",
    steps: [
      "1. Finish a few rows yourself: the tinted ones below.",
      "2. In the next row the formula names those rows and the new input: =GPT($A$8:$B$11, A12)",
      "3. Select B12 and drag its corner down. The model runs in this page; nothing you type leaves it.",
    ],
    caution: "A small model makes mistakes: look at its answers, and at how sure it was, in the pane.",
    headers: ["Today", "Yesterday"],
    examples: [
      ["go", "went"],
      ["see", "saw"],
      ["eat", "ate"],
      ["walk", "walked"],
    ],
    first: "take",
    drag: "← drag the corner of this cell down to B16",
    others: ["run", "sing", "write", "fly"],
  },
  de: {
    name: "Hier beginnen",
    title: "Eine Spalte nach ein paar Beispielen ausfüllen",
    steps: [
      "1. Füllen Sie ein paar Zeilen selbst aus: die getönten hier unten.",
      "2. In der nächsten Zeile nennt die Formel diese Zeilen und die neue Eingabe: =GPT($A$8:$B$11, A12)",
      "3. Wählen Sie B12 und ziehen Sie die Ecke nach unten. Das Modell läuft in dieser Seite; nichts, was Sie eingeben, verlässt sie.",
    ],
    caution:
      "Ein kleines Modell macht Fehler: Sehen Sie seine Antworten an, und im Bereich, wie sicher es war.",
    headers: ["Er", "Sie"],
    examples: [
      ["Lehrer", "Lehrerin"],
      ["Arzt", "Ärztin"],
      ["Koch", "Köchin"],
      ["Freund", "Freundin"],
    ],
    first: "Sänger",
    drag: "← ziehen Sie die Ecke dieser Zelle bis B16",
    others: ["König", "Student", "Bauer", "Richter"],
  },
} as const;

const text = (value: string, look: CellLook | null): WorkbookCell => ({
  value,
  formula: null,
  look,
  format: null,
  spill: null,
});

/** How it works in a few lines, and a fill small enough to try at once. */
export function startHere(language: Language): SheetData {
  const { name, title, steps, caution, headers, examples, first, drag, others } = TEXTS[language];
  return {
    name,
    columnWidths: [150, 150, 40, 420],
    rows: [
      [text(title, "title")],
      ...steps.map((step) => [text(step, null)]),
      [text(caution, "note")],
      [],
      headers.map((header) => text(header, "header")),
      ...examples.map((row) => row.map((cell) => text(cell, "example"))),
      [
        text(first, null),
        { value: null, formula: "=GPT($A$8:$B$11, A12)", look: null, format: null, spill: null },
        null,
        text(drag, "note"),
      ],
      ...others.map((input) => [text(input, null)]),
    ],
  };
}
