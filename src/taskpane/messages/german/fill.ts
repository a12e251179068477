import type { AnswerType } from "../../../core/examples/example-set.ts";
import type { Messages } from "../messages.ts";
import { countText, percentText } from "../../language/quantities.ts";
import { firstOf } from "../counts.ts";
import { cellsText, rowsText } from "./counts.ts";

const ANSWER_TYPES: Readonly<Record<AnswerType, string>> = {
  text: "Text",
  number: "Zahlen",
  boolean: "WAHR oder FALSCH",
  date: "Datum oder Uhrzeit",
};

export const FILL: Messages["fill"] = {
  title: "Spalte ausfüllen",
  start:
    "Geben Sie zwei oder drei Antworten in eine Spalte ein und wählen Sie sie dann. Hier steht, was ausgefüllt werden kann.",
  examples: "Beispiele",
  outputs: "Auszufüllen",
  area: (address, rows) => `${address}, ${rowsText(rows)}`,
  columns: "Spalten",
  names: (inputs, output) => `${inputs.join(", ")} → ${output}`,
  noNames: "ohne Namen",
  firstRowNames: "Erste Zeile enthält Namen",
  onlyThese: (labels) => `Nur diese Antworten: ${firstOf(labels)}`,
  form: "Antworten",
  formText: (type, labels, format) =>
    `${labels.length === 0 ? ANSWER_TYPES[type] : `Nur ${firstOf(labels)}`}${format === null ? "" : `, gefragt als „${format}“`}`,
  formula: "Formel",
  corrections: (typed, examples) =>
    `${typed === 1 ? "Eine Antwort" : `${countText(typed)} Antworten`} dieser Spalte ${typed === 1 ? "wurde" : "wurden"} eingegeben, ihre Formeln lernen aber nur von ${examples}.`,
  correctionsHint:
    "Die Formeln nehmen dann die fertigen Zeilen um sich herum als Beispiele, wie =GPT(A7), auch solche, die Sie später berichtigen. Zellen ohne Formel bleiben, wie sie sind; Rückgängig gibt die Formeln zurück.",
  useCorrections: (formulas) => `Von allen lernen, in ${cellsText(formulas)}`,
  preview: "Ausprobieren",
  writeFormulas: (rows) => `${rowsText(rows)} ausfüllen`,
  writeValues: "Als Werte ausfüllen",
  writing: "Das Modell antwortet; die Werte werden am Ende geschrieben.",
  close: "Schließen",
  firstAnswers: "Erste Antworten",
  input: "Eingabe",
  answer: "Antwort",
  sure: "Wohl richtig",
  sureHint:
    "Wie wahrscheinlich jede Antwort richtig ist, so wie es ihre Zelle sagen wird. Kein Versprechen: Gelernt ist es in Spalten, deren Antworten bekannt sind.",
  waiting: "…",
  percent: percentText,
  testing: "Wird an Ihren Beispielen geprüft…",
  backtest: (right, rows) => `Ihre eigenen Beispiele: ${countText(right)} von ${countText(rows)} richtig`,
  backtestHint: "Jedes Beispiel wurde weggelassen und erfragt, mit den anderen als Beispielen.",
  tooFewToTest:
    "Ein einziges Beispiel lässt sich nicht prüfen. Mit einer zweiten fertigen Zeile steht hier, wie oft das Modell recht hat.",
  wrong: "Beispiele, die falsch herauskamen",
  wrongAnswer: (input, expected, answer) => `${input}: ${answer ?? "keine Antwort"} statt ${expected}`,
};
