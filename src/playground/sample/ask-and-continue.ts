import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Ask & continue",
    headers: ["Question or beginning", "Answer"],
    texts: [
      "Who painted the Mona Lisa?",
      "What is the chemical symbol of gold?",
      "Once upon a time, in a village by the sea,",
      "The first thing you see in Paris is",
    ],
    notes: [
      "B2 asks without examples: =GPT.ASK(A2)",
      'B4 goes on with a text: =GPT.COMPLETE(A4, "max tokens=24")',
      'Options may stand in any formula: "temperature=0.7; max tokens=12".',
    ],
  },
  de: {
    name: "Fragen & fortsetzen",
    headers: ["Frage oder Anfang", "Antwort"],
    texts: [
      "Wer komponierte die Zauberflöte?",
      "Wer schrieb Faust?",
      "Das Erste, was man in Paris sieht, ist",
      "Montag, Dienstag, Mittwoch,",
    ],
    notes: [
      "B2 fragt ohne Beispiele: =GPT.ASK(A2). Auf Englisch gefragt weiß das kleine Modell mehr.",
      'B4 setzt einen Text fort: =GPT.COMPLETE(A4, "max tokens=24")',
      'Optionen können in jeder Formel stehen: "temperature=0.7; max tokens=12".',
    ],
  },
} as const;

export function askAndContinue(language: Language): SheetData {
  const { name, headers, texts, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [340, 520],
    blocks: [
      {
        headers,
        examples: [],
        rows: withFormulas(
          texts.map((text) => [text]),
          ["=GPT.ASK(A2)", null, '=GPT.COMPLETE(A4, "max tokens=24")'],
        ),
      },
    ],
    notesAt: "below",
    notes,
  });
}
