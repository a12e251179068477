import { formatTitle } from "../../../core/prompts/format-title.ts";
import type { Messages } from "../messages.ts";
import { countText, figureText } from "../../language/quantities.ts";
import { cellsText } from "./counts.ts";

/** What can be chosen beside the formats, by what a formula writes. */
const CHOICES: Readonly<Record<string, string>> = {
  auto: "automatisch",
  yes: "ja",
  no: "nein",
  number: "Zahl",
  integer: "ganze Zahl",
  percent: "Prozent",
  currency: "Währung",
  date: "Datum",
  boolean: "ja oder nein",
  label: "einer von wenigen Namen",
  list: "Liste",
  text: "Text",
};

export const SETTINGS: Messages["settings"] = {
  title: "Ziehen der Tokens",
  presets: "Arten zu ziehen",
  preset: { exact: "Genau", balanced: "Ausgewogen", inventive: "Einfallsreich" },
  override: (name, value) => `${name} ${value}`,
  overrides: (names) => `Die gewählte Formel setzt selbst: ${names.join(", ")}.`,
  scope: "Für diese Arbeitsmappe. Optionen in einer Formel gehen vor.",
  others: (cells) =>
    cells === 0
      ? "Alle Antworten haben diese Einstellungen."
      : `${cellsText(cells)} ${cells === 1 ? "hat" : "haben"} eine Antwort anderer Einstellungen und ${cells === 1 ? "behält" : "behalten"} sie, bis Sie neu fragen.`,
  renewOthers: "Mit diesen fragen",
  reset: "Zurücksetzen",
  option: {
    temperature: "Temperatur (temperature)",
    topK: "Nur die k besten (top k)",
    topP: "Die besten bis zur Summe p (top p)",
    minP: "Kleinster Anteil (min p)",
    repetitionPenalty: "Wiederholungsstrafe (repetition penalty)",
    maxTokens: "Längste Antwort (max tokens)",
    seed: "Startzahl (seed)",
    confidence: "Mindestens sicher (confidence)",
    unsureBelow: "Unsicher unter (unsure below)",
    format: "Format",
    headers: "Überschriften (headers)",
    type: "Art der Antwort (type)",
    careful: "Sorgfältig (careful)",
  },
  choice: (choice) => `${CHOICES[choice] ?? formatTitle({ id: choice, title: choice })} (${choice})`,
  description: {
    temperature:
      "Wie frei Wörter gezogen werden: 0 nimmt immer das wahrscheinlichste, 1 zieht wie das Modell, darüber wird es wilder.",
    topK: "Zieht nur aus den k wahrscheinlichsten Tokens; 0 zieht aus allen.",
    topP: "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit erreichen; 1 zieht aus allen.",
    minP: "Lässt Tokens weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten; 0 lässt keines weg.",
    repetitionPenalty:
      "Über 1 werden Tokens unwahrscheinlicher, die im Prompt oder in der Antwort schon stehen; 1 ändert nichts.",
    maxTokens: "Die längste Antwort, in Tokens; ein Token ist ein kurzes Wort oder ein Teil davon.",
    stop: 'Beendet die Antwort vor diesem Text, außer dort, wo sie ohnehin endet; in Anführungszeichen, mehrere als "a"|"b".',
    seed: "Eine andere Zahl gibt andere Antworten, wo die Temperatur über 0 liegt; dieselbe gibt dieselben.",
    format:
      "Wie Beispiele für das Modell geschrieben werden. Auto nimmt die Art, in der das Modell Ihre eigenen Antworten am wahrscheinlichsten findet.",
    headers: "Ob die erste Zeile um =GPT(A7) die Spalten benennt: auto sieht sie an, yes und no entscheiden.",
    type: "Welche Art Antwort gewünscht ist; anderes kommt nicht heraus. Auto richtet sich nach den Beispielen.",
    oneOf: "Die einzigen erlaubten Antworten, etwa: niedrig, mittel, hoch.",
    teach:
      "Antwortet wie eine im Bereich gelehrte Lektion, nach ihrem Namen; Beispiele in der Formel sagen dann nur, wie viele Spalten es sind.",
    unknown:
      "Erlaubt auch die Antwort „unknown“, wo die Antworten von einer Art oder aus wenigen Namen sind.",
    maxCharacters: "Kürzt längere Texte am Ende eines Wortes; 0 kürzt keinen.",
    careful:
      "Fragt in den drei wahrscheinlichsten Formaten und nimmt die Antwort, die sie zusammen am wahrscheinlichsten finden. Langsamer, und öfter richtig.",
    confidence:
      "Antworten, die unwahrscheinlicher richtig sind, zeigen #N/A, mit der besten Vermutung in der Meldung.",
    unsureBelow:
      "Antworten, die unwahrscheinlicher richtig sind, gelten als unsicher: „Nächste unsichere“ geht sie durch.",
  },
  candidates: "Gezeigte Kandidaten",
  candidatesHint: "Wie viele der wahrscheinlichsten Tokens die Bilder und Listen dieses Bereichs zeigen.",
  count: countText,
  value: (label) => `${label}, Wert`,
  more: (label) => `${label}: mehr`,
  less: (label) => `${label}: weniger`,
  stop: "Enden bei (stop), ein Text je Zeile",
  outOfRange: (min, max, aboveMin, isWhole) =>
    `Geben Sie eine ${isWhole ? "ganze Zahl" : "Zahl"} ${aboveMin ? `über ${figureText(min)} und bis` : `von ${figureText(min)} bis`} ${countText(max)} ein. Der Wert davor bleibt.`,
};
