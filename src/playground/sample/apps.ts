import { SAMPLE_APPS } from "../../core/apps/sample-apps.ts";
import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

/** In English whatever the language: of German descriptions the model only makes the examples' own code again. */
const DESCRIPTIONS = [
  "a button that says Goodbye when it is clicked",
  "a red box",
  "a progress bar at 75 percent",
  "a list of three animals",
];

const TEXTS = {
  en: {
    name: "Describe an app",
    headers: ["Description", "Code"],
    notes: [
      "Descriptions and their code, then =GPT.CODE(A12, $A$2:$B$11).",
      "Select a cell with code: the pane runs the app.",
      "Change the code in the pane and keep it: it can be an example too.",
      "The small model does what the examples do, with other words, numbers and colours.",
    ],
  },
  de: {
    name: "App beschreiben",
    headers: ["Beschreibung (auf Englisch)", "Code"],
    notes: [
      "Beschreibungen und ihr Code, dann =GPT.CODE(A12, $A$2:$B$11).",
      "Wählen Sie eine Zelle mit Code: Der Bereich führt die App aus.",
      "Ändern Sie den Code im Bereich und behalten Sie ihn: Auch er kann ein Beispiel sein.",
      "Das kleine Modell ändert Wörter, Zahlen und Farben der Beispiele, auf Englisch besser.",
    ],
  },
} as const;

export function apps(language: Language): SheetData {
  const { name, headers, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [300, 560, 40, 480],
    blocks: [
      {
        headers,
        examples: SAMPLE_APPS.map(({ description, code }) => [description, code]),
        rows: withFormulas(
          DESCRIPTIONS.map((description) => [description]),
          ["=GPT.CODE(A12, $A$2:$B$11)"],
        ),
      },
    ],
    notesAt: "right",
    notes,
  });
}
