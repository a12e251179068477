import type { Language } from "../language/language.ts";

/** A point before decimals, as the pane shows them; no number begins with a zero for nothing. */
const PLAIN = /^[+-]?(0|[1-9]\d*)(\.\d+)?$/;
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?((0|[1-9]\d*)|[1-9]\d{0,2}(\.\d{3})+),\d+$/;

/** The number that a text is, written plainly; null where it is another text. */
export const plainNumber = (text: string): number | null => (PLAIN.test(text) ? Number(text) : null);

/** The number that a person types in a column of numbers, in their language also with its signs: "1,250.5", "1.250,5". */
export function typedNumber(text: string, language: Language): number | null {
  if (language === "de" && DECIMAL_COMMA.test(text))
    return Number(text.replaceAll(".", "").replace(",", "."));
  if (language === "en" && GROUPED.test(text)) return Number(text.replaceAll(",", ""));
  return plainNumber(text);
}
