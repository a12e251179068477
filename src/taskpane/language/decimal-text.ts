import { currentLanguage } from "../../core/language/language.ts";

/** A number in the notation of programs as the current language writes it: "0.7" as "0,7" in German. */
export function localDecimal(text: string): string {
  return currentLanguage() === "de" ? text.replace(".", ",") : text;
}

/** What was typed, in the notation of programs: a comma is taken for a point in each language. */
export function plainDecimal(text: string): string {
  return text.replace(",", ".");
}
