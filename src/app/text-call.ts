import { cellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { isBlank, promptText } from "../core/examples/cell-value.ts";
import type { Argument } from "./product.ts";

/** Most characters in a cell (Excel specifications and limits). */
const CHARACTER_LIMIT = 32_767;

/** A text as typed; only strings have line breaks to keep. */
function textOf(value: CellValue): string | null {
  if (isBlank(value)) return null;
  const text = typeof value === "string" ? value : promptText(value);
  if (text.length > CHARACTER_LIMIT) {
    throw cellError("textTooLong", { characters: text.length, limit: CHARACTER_LIMIT });
  }
  return text;
}

/**
 * The texts of a call of ASK or COMPLETE, in the shape of its argument, null where blank. keepsLines: line breaks are
 * part of the text; else they become spaces. Throws inputBlank and textTooLong.
 */
export function callTexts(
  { values }: Argument,
  keepsLines: boolean,
): readonly (readonly (string | null)[])[] {
  const texts = values.map((row) => row.map((value) => textOf(keepsLines ? value : promptText(value))));
  if (texts.flat().length === 1 && texts.flat()[0] === null) throw cellError("inputBlank");
  return texts;
}
