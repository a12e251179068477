import { LEAST_TO_HOLD_BACK } from "../../core/teach/lesson-rows.ts";
import type { LessonScore } from "../../core/teach/lesson.ts";
import { inCurrentLanguage, type Translated } from "../../core/language/language.ts";
import { GERMAN_TEACH } from "./german-teach.ts";
import { bytesText, countText, lossText, percentText } from "../language/quantities.ts";

const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "row" : "rows"}`;

/** Every sentence about teaching; german-teach.ts has the same ones. */
const ENGLISH = {
  title: "Teach",
  start:
    "Select finished rows with their answers in the last column. The model learns them, here in this page.",
  name: "Name",
  nameHint: "For instance shelf codes. Formulas ask for it by this name.",
  taught: (names: readonly string[]) => `Taught: ${names.join(", ")}.`,
  holdBack: `Hold back a fifth, of ${LEAST_TO_HOLD_BACK} rows or more, to see what is learned`,
  memory: (bytes: number) => `Learning takes up to ${bytesText(bytes)} of memory besides the model.`,
  teach: "Teach",
  stepByStep: "Step by step",
  importFile: "Import",
  exportFile: "Export",
  remove: "Delete",
  stop: "Stop and keep",
  cancel: "Throw away",
  pause: "Pause",
  resume: "Resume",
  step: "One step",
  status: {
    measuring: "Asking the held-back rows with the other rows in the prompt…",
    preparing: "Reading all rows once…",
    training: "Learning",
    checking: "Asking the held-back rows again…",
  },
  trainingOf: (training: number, trainings: number) =>
    `training ${countText(training)} of ${countText(trainings)}`,
  mean: (trainings: number) =>
    `${countText(trainings)} trainings, each with the rows in another order; their mean is kept.`,
  stepOf: (step: number, steps: number) => `step ${countText(step)} of at most ${countText(steps)}`,
  plan: (rows: number, heldBack: number, bytes: number) =>
    `${rowsText(rows)} learned, ${heldBack === 0 ? "none" : countText(heldBack)} held back; up to ${bytesText(bytes)} of memory.`,
  before: (right: number, rows: number) =>
    `${countText(right)} of ${countText(rows)} held-back rows right with the other rows in the prompt`,
  lossCurve: (loss: number) => `Error over the steps so far, now ${lossText(loss)}`,
  learned: (loss: number) => `Error of rows learned: ${lossText(loss)}`,
  heldBack: (loss: number) => `of rows held back: ${lossText(loss)}`,
  inside: "What was just learned",
  facts: {
    wordLoss: "Error of this word (nats)",
    loss: "Mean of this step's words",
    gradient: "Size of the gradient",
    update: "Size of the change",
    rate: "Learning rate",
  },
  next: "True",
  guess: "Guessed",
  otherWord: "another word",
  chance: percentText,
  place: (place: number, places: number) => `Word ${countText(place)} of ${countText(places)} of this step`,
  previous: "Word before",
  following: "Next word",
  lesson: (rows: number, bytes: number, hash: string) =>
    `${rowsText(rows)}, ${bytesText(bytes)}, version ${hash.slice(0, 8)}`,
  score: ({ rows, before, after }: LessonScore) =>
    `held-back rows right: ${countText(before)} of ${countText(rows)} with the other rows in the prompt, ${countText(after)} after learning`,
  unused:
    "The prompt alone was better, so formulas that name it are answered by its rows in the prompt. More rows may help.",
  use: (name: string) => `Write as the options of =GPT(): "teach=${name}"`,
  fileName: (name: string) => `${name.replace(/[^\w-]+/g, "-")}.safetensors`,
} as const;

export type TeachMessages = Translated<typeof ENGLISH>;

/** Every sentence about teaching, in the language that is set. */
export const TEACH_MESSAGES: TeachMessages = inCurrentLanguage<TeachMessages>({
  en: ENGLISH,
  de: GERMAN_TEACH,
});
