import type { CellError } from "../errors/cell-error.ts";
import { cellError } from "../errors/cell-error.ts";
import { CellDate, saysOutsideDay } from "./cell-date.ts";
import type { CellValue } from "./cell-value.ts";
import { isBlank, promptText } from "./cell-value.ts";
import type { Headers } from "./headers.ts";
import { headersFromTexts } from "./headers.ts";

/** One finished row, as the model reads it. */
export interface Example {
  readonly inputs: readonly string[];
  readonly output: string;
}

/**
 * The type that all example answers share in the sheet: typed numbers, typed booleans, numbers shown as dates, or text.
 */
export const ANSWER_TYPES = ["number", "boolean", "date", "text"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

export interface ExampleSet {
  readonly headers: Headers | null;
  /** In the order of the sheet, duplicates kept; none where a function needs none. */
  readonly examples: readonly Example[];
  readonly answerType: AnswerType;
  /**
   * The number format of the answers where they are dates. It changes how answers look, and nothing of what is asked.
   */
  readonly dateFormat?: string;
}

/** True where the answer (last cell) is filled in and at least one input is. */
export function isFinished(row: readonly CellValue[]): boolean {
  const output = row.at(-1) ?? null;
  return !isBlank(output) && row.slice(0, -1).some((value) => !isBlank(value));
}

/** The number format of the last date; undefined where there is none. */
const lastFormat = (outputs: readonly CellValue[]): string | undefined =>
  outputs.findLast((value) => value instanceof CellDate)?.format;

/** What answers share in the sheet. Days before its calendar, which are texts there, are dates among dates. */
export function answerTypeOf(outputs: readonly CellValue[]): AnswerType {
  if (outputs.every((value) => typeof value === "number")) return "number";
  if (outputs.every((value) => typeof value === "boolean")) return "boolean";
  const format = lastFormat(outputs);
  const isDate = (value: CellValue): boolean =>
    value instanceof CellDate ||
    (typeof value === "string" && format !== undefined && saysOutsideDay(value, format));
  if (outputs.every(isDate)) return "date";
  return "text";
}

/** How an example's answer is read from its cell. */
export type ReadOutput = (value: CellValue) => string;

/** Makes the set from finished rows, the answer last in each. */
export function exampleSet(
  rows: readonly (readonly CellValue[])[],
  headers: Headers | null,
  readOutput: ReadOutput = promptText,
): ExampleSet {
  const outputs = rows.map((row) => row.at(-1) ?? null);
  const answerType = answerTypeOf(outputs);
  const dateFormat = answerType === "date" ? lastFormat(outputs) : undefined;
  return {
    headers,
    examples: rows.map((row) => ({
      inputs: row.slice(0, -1).map(promptText),
      output: readOutput(row.at(-1) ?? null),
    })),
    answerType,
    ...(dateFormat !== undefined && { dateFormat }),
  };
}

/**
 * Examples from a range whose last column is the answer. Unfinished rows are skipped.
 * values: [rows][columns]. headers: one row with a name for each column, or null. inputColumns: how many columns the
 * input has, which the examples must have too. Errors: examplesOneColumn, inputColumnsDiffer, headersDiffer,
 * noFinishedExample.
 */
export function examplesFromRange(
  values: readonly (readonly CellValue[])[],
  headers: readonly (readonly CellValue[])[] | null,
  inputColumns: number,
  readOutput: ReadOutput = promptText,
): ExampleSet | CellError {
  const columns = values[0]?.length ?? 0;
  if (columns < 2) return cellError("examplesOneColumn");
  if (columns - 1 !== inputColumns) {
    return cellError("inputColumnsDiffer", { examples: columns - 1, input: inputColumns });
  }
  const headerCells = headers?.flat() ?? null;
  if (headerCells && (headers?.length !== 1 || headerCells.length !== columns)) {
    return cellError("headersDiffer", { headers: headerCells.length, columns });
  }
  const finished = values.filter(isFinished);
  if (finished.length === 0) return cellError("noFinishedExample");
  return exampleSet(finished, headerCells && headersFromTexts(headerCells.map(promptText)), readOutput);
}
