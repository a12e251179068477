import type { CellValue } from "../examples/cell-value.ts";
import { currentLanguage } from "./language.ts";

/** A number in the notation of programs as the current language writes it: "0.7" as "0,7" in German. */
export function localDecimal(text: string): string {
  return currentLanguage() === "de" ? text.replace(".", ",") : text;
}

/** An answer as the current language writes it: as a person would type it into a cell. */
export const answerText = (value: CellValue): string =>
  typeof value === "number" ? localDecimal(String(value)) : String(value);

/** What was typed, in the notation of programs: a comma is taken for a point in each language. */
export function plainDecimal(text: string): string {
  return text.replace(",", ".");
}
