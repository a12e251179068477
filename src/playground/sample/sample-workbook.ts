import { currentLanguage, type Language } from "../../core/language/language.ts";
import type { WorkbookData } from "../../host/playground/workbook-data.ts";
import { addresses } from "./addresses.ts";
import { apps } from "./apps.ts";
import { askAndContinue } from "./ask-and-continue.ts";
import { capitals } from "./capitals.ts";
import { cleaning } from "./cleaning.ts";
import { opposites } from "./opposites.ts";
import { sentiment } from "./sentiment.ts";
import { startHere } from "./start-here.ts";
import { translation } from "./translation.ts";

const SHEETS = [
  startHere,
  capitals,
  translation,
  opposites,
  cleaning,
  sentiment,
  addresses,
  askAndContinue,
  apps,
];

const sampleIn = (language: Language, name: string): WorkbookData => ({
  name,
  sheets: SHEETS.map((sheet) => sheet(language)),
  settings: null,
});

/**
 * What the page opens with: one sheet for each kind of job, a few formulas on each, the rest for the person to drag.
 * The same cells are filled in each language.
 */
export const SAMPLE_WORKBOOKS: Readonly<Record<Language, WorkbookData>> = {
  en: sampleIn("en", "Sample workbook"),
  de: sampleIn("de", "Beispielmappe"),
};

/** The one in the current language. */
export const sampleWorkbook = (): WorkbookData => SAMPLE_WORKBOOKS[currentLanguage()];

/** The sample workbook of that name, in whatever language; null where there is none. */
export const sampleNamed = (name: string): WorkbookData | null =>
  Object.values(SAMPLE_WORKBOOKS).find((sample) => sample.name === name) ?? null;
