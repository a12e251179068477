import type { CellError } from "../errors/cell-error.ts";
import { cellError } from "../errors/cell-error.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import type { CellValue } from "./cell-value.ts";
import { promptText } from "./cell-value.ts";
import type { ExampleSet, ReadOutput } from "./example-set.ts";
import { exampleSet, isFinished } from "./example-set.ts";
import type { Headers } from "./headers.ts";
import { headersFromTexts, mayNameColumns } from "./headers.ts";

/** Whether the rows around a formula begin with a header: decided by their look, always, or never. */
export const HEADER_CHOICES = ["auto", "yes", "no"] as const;
export type HeaderChoice = (typeof HEADER_CHOICES)[number];

/** The contiguous filled cells around a formula, as Excel's "current region". */
export interface Block {
  readonly address: RangeAddress;
  /** [rows][columns] */
  readonly values: readonly (readonly CellValue[])[];
  /** [rows][columns]: true where the cell holds a formula, whatever it shows. */
  readonly formulas: readonly (readonly boolean[])[];
  /** [rows][columns]: true where the cell holds what has no value here, and is not empty. Left out where none does. */
  readonly opaque?: readonly (readonly boolean[])[];
}

/** A row of the block reduced to the input columns and the caller's column, which comes last. */
interface Row {
  readonly row: number;
  readonly cells: readonly CellValue[];
  readonly hasFormula: boolean;
}

function rowsOf(block: Block, columns: readonly number[]): Row[] {
  return block.values.map((values, index) => {
    const offsets = columns.map((column) => column - block.address.column);
    return {
      row: block.address.row + index,
      cells: offsets.map((offset) => values[offset] ?? null),
      hasFormula: offsets.some((offset) => block.formulas[index]?.[offset] ?? false),
    };
  });
}

/** What a text with figures or an @ is made of: "A-17" and "B-2" are made alike. Null for other texts. */
const madeOf = (text: string): string | null =>
  /[\d@]/.test(text) ? text.replace(/\d+/g, "0").replace(/\p{L}+/gu, "a") : null;

/**
 * Whether the first row looks like a header rather than an example: nothing but short texts, all different, none of it
 * found again below in its column (a label such as "positive" would be) or made as all below are ("A-17" over "B-2"),
 * and at least one finished row remains without it. Text over text is taken as a header because most tables have one;
 * `headers=no` is for those that do not.
 */
export function looksLikeHeader(first: Pick<Row, "cells">, others: readonly Pick<Row, "cells">[]): boolean {
  if (others.length === 0 || !mayNameColumns(first.cells)) return false;
  return !first.cells.map(promptText).some((text, column) => {
    const below = others.map(({ cells }) => promptText(cells[column] ?? null));
    const made = madeOf(text);
    const isMadeAlike = made !== null && below.every((other) => madeOf(other) === made);
    return Number.isFinite(Number(text)) || below.includes(text) || isMadeAlike;
  });
}

/**
 * The header row among the finished rows, or null. With "auto" only the first row of the block is looked at; with
 * "yes" it is the first finished row above the caller, so that a title may stand above it.
 */
function headerRow(finished: readonly Row[], block: Block, caller: number, choice: HeaderChoice): Row | null {
  const first = finished[0];
  if (choice === "no" || !first || first.row > caller) return null;
  if (choice === "yes") return first;
  return first.row === block.address.row && looksLikeHeader(first, finished.slice(1)) ? first : null;
}

function placeError(input: RangeAddress, caller: RangeAddress): CellError | null {
  if (input.rows !== 1) return cellError("inputNotOneRow", { rows: input.rows });
  const sameSheet = input.sheet === null || caller.sheet === null || input.sheet === caller.sheet;
  if (!sameSheet || input.row !== caller.row) return cellError("inputElsewhere");
  const inside = caller.column >= input.column && caller.column < input.column + input.columns;
  return inside ? cellError("callerInInput") : null;
}

/**
 * The examples of `=GPT(A7)`: rows of the block, above and below the caller, in which the input columns and the
 * caller's column hold typed constants. Results of formulas are never examples, so the order of calculation changes
 * nothing, and the caller's own row is never one. Errors: inputNotOneRow, inputElsewhere, callerInInput,
 * noExampleAround.
 */
export function examplesAround(
  block: Block,
  input: RangeAddress,
  caller: RangeAddress,
  choice: HeaderChoice,
  readOutput: ReadOutput = promptText,
): ExampleSet | CellError {
  const wrongPlace = placeError(input, caller);
  if (wrongPlace) return wrongPlace;
  const inputColumns = Array.from({ length: input.columns }, (_, index) => input.column + index);
  const rows = rowsOf(block, [...inputColumns, caller.column]);
  const finished = rows.filter(
    ({ row, cells, hasFormula }) => row !== caller.row && !hasFormula && isFinished(cells),
  );
  const header = headerRow(finished, block, caller.row, choice);
  const examples = finished.filter((row) => row !== header);
  if (examples.length === 0) return cellError("noExampleAround");
  const headers: Headers | null = header && headersFromTexts(header.cells.map(promptText));
  return exampleSet(
    examples.map(({ cells }) => cells),
    headers,
    readOutput,
  );
}
