import { CellDate, cellDateOf } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isTextFormat, percentSign } from "../../core/examples/date-format.ts";
import {
  isLeftToColumn,
  type NumberColumn,
  plainNumber,
  typedNumbers,
} from "../../core/examples/typed-number.ts";
import { currentLanguage } from "../../core/language/language.ts";
import type { CellEntry } from "../../host/port.ts";
import { UnclearNumber } from "./unclear-number.ts";

/** The number format of a typed cell, where it is one for texts: a formula beside it had to take another one. */
export const textFormat = (typed: CellEntry | undefined): string | undefined =>
  typed?.format !== undefined && isTextFormat(typed.format) ? typed.format : undefined;

/**
 * Whether the cells beside an answer must tell how a correction is meant: the format of its cell or which number a text
 * is. They are many in a long sheet. asked: the answer
 */
export function asksColumn(text: string, asked: CellValue, { format }: CellEntry): boolean {
  if (asked instanceof CellDate) return false;
  if (format === undefined) return true;
  return typeof asked === "number" && isLeftToColumn(text.trim(), currentLanguage(), percentSign(format));
}

/**
 * What tells how numbers are meant in the column of an answer. entries: of its cell and of those that were typed, the
 * nearest first.
 */
export function numberColumn(answer: number, entries: readonly CellEntry[]): NumberColumn {
  const numbers = entries.flatMap((entry) =>
    "value" in entry && typeof entry.value === "number" ? [entry.value] : [],
  );
  return {
    numbers: [answer, ...numbers],
    percentSign: entries.map(({ format = "" }) => percentSign(format)).find((sign) => sign !== null) ?? null,
  };
}

/**
 * What is typed, as a cell of this number format takes it; left out, the format is none. column: where a number was
 * answered.
 */
export function typedEntry(text: string, column: NumberColumn | null, format?: string): CellEntry {
  return format !== undefined && isTextFormat(format)
    ? { value: text.trim(), format }
    : { value: typedValue(text, column, format) };
}

function typedValue(text: string, column: NumberColumn | null, format?: string): CellValue {
  const trimmed = text.trim();
  const date = format === undefined ? null : cellDateOf(trimmed, format);
  if (date !== null) return date;
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
  if (column === null) return plainNumber(trimmed) ?? trimmed;
  const numbers = typedNumbers(trimmed, currentLanguage(), column);
  if (numbers.length > 1) throw new UnclearNumber(trimmed, numbers);
  return numbers[0] ?? trimmed;
}
