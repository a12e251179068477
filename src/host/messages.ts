import { inCurrentLanguage, type Translated } from "../core/language/language.ts";
import { GERMAN } from "./german.ts";

/** What the sheets say where something cannot be done in them; german.ts has the same. */
const ENGLISH = {
  noAnswer: "No answer",
  noArea: (address: string) => `There is no area ${address}. It may have been deleted or renamed.`,
  notWritten: "The grid did not take what was written.",

  excelBusy: "Excel is busy. Leave the cell that is being edited, close open dialogs, and try again.",
  excelNothingAround: (address: string) => `Excel found nothing around ${address}`,
  excelSettingsNotKept: (reason: string) => `Excel could not keep the settings: ${reason}`,

  file: {
    tooLarge: (name: string, megabytes: number, most: number) =>
      `${name} has ${megabytes} MB; up to ${most} MB can be opened here. Save the sheets you need to a file of their own.`,
    unpacksTooLarge: (name: string, megabytes: number, most: number) =>
      `${name} unpacks to ${megabytes} MB; up to ${most} MB can be opened here. Save the sheets you need to a file of their own.`,
    lockedOrOld: (name: string) =>
      `${name} has a password or is an old .xls workbook. Save it in Excel as .xlsx without a password and open that.`,
    otherKind: (name: string) => `${name} is not an .xlsx workbook. Save it in Excel as .xlsx and open that.`,
    damaged: (name: string) => `${name} is damaged or not an .xlsx workbook; nothing was opened.`,
    noSheets: (name: string) => `${name} has no worksheets.`,
    tooManyCells: (sheet: string, name: string, cells: number, most: number) =>
      `Sheet "${sheet}" of ${name} has ${cells} cells; up to ${most} can be opened here.`,
  },
} as const;

export type Messages = Translated<typeof ENGLISH>;

/** The hosts' sentences, in the current language. */
export const MESSAGES: Messages = inCurrentLanguage<Messages>({ en: ENGLISH, de: GERMAN });
