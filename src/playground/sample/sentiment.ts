import type { Language } from "../../core/language/language.ts";
import type { SheetData } from "../../host/playground/workbook-data.ts";
import { toSheetData, withFormulas } from "./sample-sheet.ts";

const TEXTS = {
  en: {
    name: "Classification",
    headers: ["Review", "Sentiment"],
    examples: [
      ["Arrived quickly and works great.", "positive"],
      ["The handle fell off on the first day.", "negative"],
      ["Exactly what I was looking for.", "positive"],
      ["I would buy this again in a heartbeat.", "positive"],
      ["A waste of money.", "negative"],
      ["It stopped working after a week.", "negative"],
    ],
    reviews: [
      "Lovely colour, fits perfectly.",
      "Broke after two days.",
      "The best purchase I made this year!",
      "Never arrived, and nobody answers my mails.",
      "It works as described.",
      "Far too loud to use at night.",
      "Great value for the money.",
      "The box was open and a part is missing.",
      "The seller refused to take it back.",
      "My kids love it.",
    ],
    notes: ["The answers keep to the labels of the examples.", "Select B9 and drag its corner down."],
  },
  de: {
    name: "Einordnen",
    headers: ["Bewertung", "Urteil"],
    examples: [
      ["Kam schnell an und funktioniert bestens.", "positiv"],
      ["Der Griff ist am ersten Tag abgefallen.", "negativ"],
      ["Genau das, was ich gesucht habe.", "positiv"],
      ["Würde ich jederzeit wieder kaufen.", "positiv"],
      ["Rausgeworfenes Geld.", "negativ"],
      ["Nach einer Woche ging es kaputt.", "negativ"],
    ],
    reviews: [
      "Wunderschöne Farbe, passt perfekt.",
      "Nach zwei Tagen zerbrochen.",
      "Der beste Kauf in diesem Jahr!",
      "Nie angekommen, und niemand antwortet auf meine Mails.",
      "Tut, was es soll.",
      "Viel zu laut für die Nacht.",
      "Sehr gut für den Preis.",
      "Die Schachtel war offen, und ein Teil fehlt.",
      "Der Verkäufer nimmt es nicht zurück.",
      "Meine Kinder lieben es.",
    ],
    notes: [
      "Die Antworten bleiben bei den Namen, die die Beispiele haben.",
      "Wählen Sie B9 und ziehen Sie die Ecke nach unten.",
    ],
  },
} as const;

export function sentiment(language: Language): SheetData {
  const { name, headers, examples, reviews, notes } = TEXTS[language];
  return toSheetData({
    name,
    widths: [400, 120],
    blocks: [
      {
        headers,
        examples,
        rows: withFormulas(
          reviews.map((review) => [review]),
          ["=GPT($A$2:$B$7, A8)", "=GPT($A$2:$B$7, A9)"],
        ),
      },
    ],
    notesAt: "below",
    notes,
  });
}
