import type { CellValue } from "../../core/examples/cell-value.ts";

/** How a cell looks; the page decides on colours. */
export type CellLook = "title" | "header" | "example" | "note";

export interface WorkbookCell {
  /** For a formula its last result, null where there is none yet. */
  readonly value: CellValue;
  /** An error that was typed or pasted, "#N/A", whose value is null; left out where there is none. */
  readonly error?: string;
  /** With the leading "=", function names as typed: "=GPT($A$2:$B$6, A7)". Null for a typed value. */
  readonly formula: string | null;
  readonly look: CellLook | null;
  /** Number format as Excel writes it, "yyyy-mm-dd"; null is General. */
  readonly format: string | null;
  /** What a formula filled, itself first, where it fills more than its own cell. */
  readonly spill: readonly (readonly CellValue[])[] | null;
}

export interface SheetData {
  readonly name: string;
  /** By row, then column, both zero-based; rows may be shorter than others, null is an empty cell. */
  readonly rows: readonly (readonly (WorkbookCell | null)[])[];
  /** Pixels; null keeps the default. */
  readonly columnWidths: readonly (number | null)[];
  /** Cells that are merged, "A1:B2"; left out where there are none. */
  readonly merged?: readonly string[];
}

/**
 * What files hold that workbooks here do not: hidden rows, columns and sheets are shown, the others are missing. Merged
 * cells are so only where they are too many, or reach too far.
 */
export const LEFT_OUT = ["looks", "drawings", "rules", "merged", "comments", "tables", "hidden"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** A workbook as plain data, between the grid, the sample and files. */
export interface WorkbookData {
  readonly name: string;
  readonly sheets: readonly SheetData[];
  /** JSON text of the product's settings kept with the workbook. */
  readonly settings: string | null;
  /** Text of the answers kept with the workbook; left out where there are none. */
  readonly answers?: string | null;
  /** Text of the lessons kept with the workbook; left out where there are none. */
  readonly lessons?: string | null;
  /** What the file that it comes from has besides; left out where that is nothing. */
  readonly leftOut?: readonly LeftOut[];
}
