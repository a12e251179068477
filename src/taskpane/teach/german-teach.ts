import { bytesText, countText, lossText, percentText } from "../language/quantities.ts";
import { LEAST_TO_HOLD_BACK } from "../../core/teach/lesson-rows.ts";
import type { TeachMessages } from "./teach-messages.ts";

const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "Zeile" : "Zeilen"}`;

/** The sentences of teach-messages.ts in German. */
export const GERMAN_TEACH: TeachMessages = {
  title: "Lehren",
  start:
    "Wählen Sie fertige Zeilen, deren Antworten in der letzten Spalte stehen. Das Modell lernt sie, hier in dieser Seite.",
  name: "Name",
  nameHint: "Zum Beispiel Regalnummern. Formeln verlangen es unter diesem Namen.",
  taught: (names) => `Gelehrt: ${names.join(", ")}.`,
  holdBack: `Ein Fünftel zurückhalten, ab ${LEAST_TO_HOLD_BACK} Zeilen, um zu sehen, was gelernt wird`,
  memory: (bytes) => `Das Lernen braucht bis zu ${bytesText(bytes)} Speicher neben dem Modell.`,
  teach: "Lehren",
  stepByStep: "Schritt für Schritt",
  importFile: "Aus Datei",
  exportFile: "In Datei",
  remove: "Löschen",
  stop: "Beenden und behalten",
  cancel: "Verwerfen",
  pause: "Anhalten",
  resume: "Fortsetzen",
  step: "Ein Schritt",
  status: {
    measuring: "Die zurückgehaltenen Zeilen werden mit den anderen Zeilen im Prompt gefragt…",
    preparing: "Alle Zeilen werden einmal gelesen…",
    training: "Lernt",
    checking: "Die zurückgehaltenen Zeilen werden noch einmal gefragt…",
  },
  trainingOf: (training, trainings) => `Training ${countText(training)} von ${countText(trainings)}`,
  mean: (trainings) =>
    `${countText(trainings)} Trainings, jedes mit den Zeilen in anderer Reihenfolge; behalten wird ihr Mittel.`,
  stepOf: (step, steps) => `Schritt ${countText(step)} von höchstens ${countText(steps)}`,
  plan: (rows, heldBack, bytes) =>
    `${rowsText(rows)} gelernt, ${heldBack === 0 ? "keine" : countText(heldBack)} zurückgehalten; bis zu ${bytesText(bytes)} Speicher.`,
  before: (right, rows) =>
    `${countText(right)} von ${countText(rows)} zurückgehaltenen Zeilen richtig mit den anderen Zeilen im Prompt`,
  lossCurve: (loss) => `Fehler über die bisherigen Schritte, jetzt ${lossText(loss)}`,
  learned: (loss) => `Fehler gelernter Zeilen: ${lossText(loss)}`,
  heldBack: (loss) => `zurückgehaltener: ${lossText(loss)}`,
  inside: "Was gerade gelernt wurde",
  facts: {
    wordLoss: "Fehler dieses Wortes (Nats)",
    loss: "Mittel der Wörter dieses Schritts",
    gradient: "Größe des Gradienten",
    update: "Größe der Änderung",
    rate: "Lernrate",
  },
  next: "Richtig",
  guess: "Vermutet",
  otherWord: "ein anderes Wort",
  chance: percentText,
  place: (place, places) => `Wort ${countText(place)} von ${countText(places)} dieses Schritts`,
  previous: "Wort davor",
  following: "Nächstes Wort",
  lesson: (rows, bytes, hash) => `${rowsText(rows)}, ${bytesText(bytes)}, Fassung ${hash.slice(0, 8)}`,
  score: ({ rows, before, after }) =>
    `zurückgehaltene Zeilen richtig: mit den anderen Zeilen im Prompt ${countText(before)} von ${countText(rows)}, nach dem Lernen ${countText(after)}`,
  unused:
    "Der Prompt allein war besser, deshalb antworten Formeln mit diesem Namen nach den Zeilen im Prompt. Mehr Zeilen können helfen.",
  use: (name) => `Als Optionen von =GPT() schreiben: "teach=${name}"`,
  fileName: (name) => `${name.replace(/[^\w-]+/g, "-")}.safetensors`,
};
