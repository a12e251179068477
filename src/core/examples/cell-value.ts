import { CellDate } from "./cell-date.ts";

/** What a cell holds, as hosts give it: errors never reach core, an empty cell is null or "". */
export type CellValue = string | number | boolean | CellDate | null;

/** The value without the look of its cell: of a date, its number. */
export function plainValue(value: CellValue): Exclude<CellValue, CellDate> {
  return value instanceof CellDate ? value.days : value;
}

/** Whether two cells hold the same, whatever they look like. */
export const isSameValue = (one: CellValue | undefined, other: CellValue | undefined): boolean =>
  one === undefined || other === undefined ? one === other : plainValue(one) === plainValue(other);

export function isBlank(value: CellValue): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

/**
 * A value as the model reads it. Numbers keep the 15 significant digits that a spreadsheet shows, with a point and no
 * grouping whatever the locale, so that the same sheet gives the same prompt everywhere. Booleans are TRUE and FALSE as
 * in a cell, dates and times as `CellDate` writes them. Line breaks and tabs become one space: a line break ends an
 * answer and parts examples, so one inside a cell would cut the example in two.
 */
export function promptText(value: CellValue): string {
  switch (typeof value) {
    case "string":
      return value.replace(/\s*[\n\r\t\v\f\u0085\u2028\u2029]\s*/g, " ").trim();
    case "number":
      return String(Number(value.toPrecision(15)));
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "object":
      return value === null ? "" : value.toString();
  }
}

/** A value as it stands in the cell, with its line breaks and the spaces at its ends: for work on its characters. */
export function exactText(value: CellValue): string {
  return typeof value === "string" ? value : promptText(value);
}
