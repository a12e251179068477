import type { CellValue } from "../core/examples/cell-value.ts";

/**
 * Values of an area and which of its cells hold formulas (their values are results, not typed constants). A cell that
 * shows an error has the value of an empty one, and one that shows a number as a date or a time holds a CellDate.
 */
export interface SheetBlock {
  /** Address of the area, with its sheet: "Sheet1!A1:C40". */
  readonly address: string;
  readonly values: readonly (readonly CellValue[])[];
  readonly formulas: readonly (readonly boolean[])[];
  /** Which cells hold something that has no value here, as a typed error or a data type: they are not empty. */
  readonly opaque: readonly (readonly boolean[])[];
}

/** What a cell holds as typed; an empty cell has the value null. */
export type CellEntry = ({ readonly value: CellValue } | { readonly formula: string }) & {
  /**
   * The cell's number format as Excel writes it, "yyyy-mm-dd". Read, it is left out where it is General; written, where
   * it stays. Formulas and numbers that are written with one for texts stay what they are; where such a one stays,
   * hosts may make texts of them.
   */
  readonly format?: string;
};

/** New entries for the cells of one area, [rows][columns]. */
export interface SheetEdit {
  /** With its sheet: "Sheet1!B7:B40". */
  readonly address: string;
  readonly entries: readonly (readonly CellEntry[])[];
}

/** What a spreadsheet must do for the product. One adapter each for Excel and the playground's grid. */
export interface SpreadsheetHost {
  readonly kind: "excel" | "playground";
  /** Whether there is a sheet of this name. */
  hasSheet(name: string): Promise<boolean>;
  /** Reads one area. Cells outside the sheet are left off, so the block may be smaller; null when nothing is left. */
  readArea(address: string): Promise<SheetBlock | null>;
  /** The contiguous block of filled cells around an area, as Ctrl+A selects it. */
  readRegion(address: string): Promise<SheetBlock>;
  /** The entries of each area, all of which must lie on their sheets. Many are read at the cost of one. */
  readEntries(addresses: readonly string[]): Promise<readonly SheetEdit[]>;
  /** For each cell, the area that its formula fills where that is more than the cell; else null. As `readEntries`. */
  spillsOf(addresses: readonly string[]): Promise<readonly (string | null)[]>;
  /** Writes entries as a person would type them. A text stays text, also where it begins with "=". */
  writeEntries(edits: readonly SheetEdit[]): Promise<void>;
  /** Selects an area and brings it into view. */
  show(address: string): Promise<void>;
  /**
   * About the cells that are on screen now, with their sheet: those whose answers are wanted first. Null where the host
   * cannot tell.
   */
  visibleArea(): Promise<string | null>;
  /** Address of the selected area, and every change of it. */
  onSelectionChange(listener: (address: string | null) => void): () => void;
  /** Settings kept with the workbook: JSON text, or null where none were saved. */
  loadSettings(): Promise<string | null>;
  saveSettings(json: string): Promise<void>;
  /** Answers kept with the workbook, as text without line breaks; null where there are none. */
  loadAnswers(): Promise<string | null>;
  saveAnswers(text: string): Promise<void>;
  /** Lessons kept with the workbook, as answers are. */
  loadLessons(): Promise<string | null>;
  saveLessons(text: string): Promise<void>;
  /** Calculates our formulas in the area again, or everywhere when null. */
  recalculate(address: string | null): Promise<void>;
}
