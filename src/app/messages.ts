import { inCurrentLanguage, type Translated } from "../core/language/language.ts";
import { GERMAN } from "./german.ts";

/** What the product says beside the errors of cells, for the log and the pane; german.ts has the same. */
const ENGLISH = {
  settingsUnreadable: (reason: string) => `The settings of this workbook could not be read: ${reason}`,
  settingsDamaged:
    "The settings kept with this workbook are damaged. The defaults are used; set them again in the pane.",
  settingsRefused: (names: string) =>
    `Some settings kept with this workbook cannot be used: ${names}. They have their defaults.`,
  settingRefused: (name: string) => `The setting "${name}" cannot have this value.`,
  answersDamaged:
    "The answers kept with this workbook are damaged. The cells keep what they show; formulas that run again ask the model.",
  answersUnreadable: (reason: string) => `The answers kept with this workbook could not be read: ${reason}`,
  answersNotKept: (reason: string) => `The answers could not be kept with the workbook: ${reason}`,
  lessonsDamaged:
    "What was taught in this workbook is damaged; of it, what the pane lists can be used. Teach the rest again, or import it from a file.",
  lessonsUnreadable: (reason: string) => `What was taught in this workbook could not be read: ${reason}`,
  noLesson: (name: string) => `Nothing was taught under the name "${name}".`,
  changedSince: (cells: number) =>
    cells === 1
      ? "One cell was changed since and stays as it is."
      : `${cells} cells were changed since and stay as they are.`,
  sheetGone: (sheet: string) =>
    `There is no sheet “${sheet}” any more: what was done there cannot be taken back. Press Undo again for what was done before.`,
  rowsMoved:
    "Rows were moved, inserted or deleted since, and the old formulas would read other cells: nothing was put back. Fill the column again where you want formulas.",
  nothingFrozen:
    "Nothing here was frozen since this page was opened, or it was changed since. Type the formula, or select other cells.",
  holdsFormula: "This cell holds a formula, which stays. Copy the text, and put it into another cell.",
  filledByFormula:
    "The formula of another cell fills this one, and it stays. Copy the text, and put it into another cell.",
  correctionsGone: "The column has changed: there is nothing more to learn from. Select it again.",
  unclearNumber: (text: string, numbers: readonly string[]) =>
    `“${text}” may be ${numbers.join(" or ")} here. Type the one that you mean.`,
  examplesChanged:
    "The finished rows are no longer the ones that were shown. Look at the new ones, and fill again.",
  rowsChanged: (rows: number) =>
    rows === 1
      ? "One row was changed meanwhile and was left alone. Fill the column again if its cell is still empty."
      : `${rows} rows were changed meanwhile and were left alone. Fill the column again where it is still empty.`,
  columnsMoved:
    "Columns were inserted, deleted or moved meanwhile, and the answers would have come into another one: nothing was written. Select the column and fill it again; what was answered after the same examples is not asked twice.",
  finishedRowsGone:
    "The finished rows are not where they were, as rows or columns were inserted, deleted or moved meanwhile: nothing was written. Select the column and fill it again; what was answered after the same examples is not asked twice.",
  modelAddressFailed: (detail: string) =>
    `this page cannot get it from there (${detail}). Download the file, then choose it here.`,
  noAddress: (address: string) => `"${address}" is no address. Give one such as https://llm.example.com.`,
  serverNotReachable: (origin: string) =>
    `This site may not reach ${origin}. Whoever serves it names that address: npm run build -- --connect ${origin}`,
  versionRefused: (file: string) =>
    `${file} does not come from this site as it was built; the version it belongs to is not taken over. What is open goes on as it is, and the next visit tries again. If this stays, tell whoever serves the site.`,
} as const;

export type Messages = Translated<typeof ENGLISH>;

/** The product's own sentences, in the current language. */
export const MESSAGES: Messages = inCurrentLanguage<Messages>({ en: ENGLISH, de: GERMAN });
