import type { ICellData, Nullable, Workbook, Worksheet } from "@univerjs/core";
import type { FormulaDataModel } from "@univerjs/preset-sheets-core";
import { numberInFormat } from "../../core/examples/cell-date.ts";
import { type CellValue, plainValue } from "../../core/examples/cell-value.ts";
import type { RangeAddress } from "../../core/ranges/a1.ts";
import { formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock } from "../port.ts";
import { collectInTurns } from "./in-turns.ts";
import type { CellLook, SheetData, WorkbookCell } from "./workbook-data.ts";
import type { CellPlace } from "./job-table.ts";
import { storedError, storedValue } from "./univer-values.ts";
import { MESSAGES } from "../messages.ts";

const LOOK_NAMES: ReadonlySet<unknown> = new Set<CellLook>(["title", "header", "example", "note"]);

/** A rectangle on one sheet, zero-based, ends included. */
interface Bounds {
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
}

interface ReadCell {
  readonly value: CellValue;
  readonly isResult: boolean;
  /** True for an error that was typed. */
  readonly isOpaque: boolean;
}

/** Reads values and formulas of the grid's workbook, results that spill from other cells included. */
export class UniverReader {
  readonly #formulas: FormulaDataModel;
  readonly #workbook: () => Workbook;

  constructor(formulas: FormulaDataModel, workbook: () => Workbook) {
    this.#formulas = formulas;
    this.#workbook = workbook;
  }

  /** The sheet that an address names, or the active one; null where there is none of that name. */
  sheet(name: string | null): Worksheet | null {
    const workbook = this.#workbook();
    if (name === null) return workbook.getActiveSheet();
    const wanted = name.toLowerCase();
    return workbook.getSheets().find((sheet) => sheet.getName().toLowerCase() === wanted) ?? null;
  }

  area(address: string): SheetBlock | null {
    const range = parseAddress(address);
    const sheet = range && this.sheet(range.sheet);
    if (!range || !sheet) return null;
    const endRow = Math.min(range.row + range.rows, sheet.getRowCount()) - 1;
    const endColumn = Math.min(range.column + range.columns, sheet.getColumnCount()) - 1;
    if (endRow < range.row || endColumn < range.column) return null;
    return this.#block(sheet, { startRow: range.row, endRow, startColumn: range.column, endColumn });
  }

  /** Grows the area while a cell beside it, corners included, is filled: what Ctrl+A selects. */
  region(address: string): SheetBlock {
    const range = parseAddress(address);
    const sheet = range && this.sheet(range.sheet);
    if (!range || !sheet) throw new Error(MESSAGES.noArea(address));
    const area = {
      startRow: range.row,
      endRow: Math.min(range.row + range.rows, sheet.getRowCount()) - 1,
      startColumn: range.column,
      endColumn: Math.min(range.column + range.columns, sheet.getColumnCount()) - 1,
    };
    const rows = sheet.getRowCount() - 1;
    const columns = sheet.getColumnCount() - 1;
    for (let grew = true; grew;) {
      grew = false;
      const top = Math.max(0, area.startRow - 1);
      const bottom = Math.min(rows, area.endRow + 1);
      const left = Math.max(0, area.startColumn - 1);
      const right = Math.min(columns, area.endColumn + 1);
      const filled = (startRow: number, endRow: number, startColumn: number, endColumn: number) =>
        this.#isAnyFilled(sheet, { startRow, endRow, startColumn, endColumn });
      if (top < area.startRow && filled(top, top, left, right)) [area.startRow, grew] = [top, true];
      if (bottom > area.endRow && filled(bottom, bottom, left, right)) [area.endRow, grew] = [bottom, true];
      if (left < area.startColumn && filled(top, bottom, left, left)) [area.startColumn, grew] = [left, true];
      if (right > area.endColumn && filled(top, bottom, right, right)) [area.endColumn, grew] = [right, true];
    }
    return this.#block(sheet, area);
  }

  /** The formula of a cell with its leading "=", null where a value was typed or the cell is empty. */
  formula(sheetId: string, row: number, column: number): string | null {
    const text = this.#formulas.getFormulaStringByCell(row, column, sheetId, this.#workbook().getUnitId());
    return text?.startsWith("=") === true ? text : null;
  }

  /** The number format of a cell; null where it has none. */
  format(sheet: Worksheet, row: number, column: number): string | null {
    return this.#formatOf(sheet.getCellRaw(row, column));
  }

  /** The area that the formula of a cell fills where that is more than the cell; else null. */
  spillOf(address: string): string | null {
    const range = parseAddress(address);
    const sheet = range && this.sheet(range.sheet);
    const bounds = sheet && this.#spillBounds(sheet, range.row, range.column);
    return bounds ? this.address(sheet, bounds) : null;
  }

  /** Does the formula of this cell fill others besides? */
  isSpilling({ sheetId, row, column }: CellPlace): boolean {
    const sheet = this.#workbook().getSheetBySheetId(sheetId);
    return sheet !== null && sheet !== undefined && this.#spillBounds(sheet, row, column) !== null;
  }

  sheetData(sheet: Worksheet): SheetData {
    return this.#sheetOf(sheet, [...this.#rows(sheet)]);
  }

  /** As `sheetData`, in many short turns. Of what is typed meanwhile some may be in it. */
  async sheetDataInTurns(sheet: Worksheet): Promise<SheetData> {
    const count = sheet.getRowCount();
    const rows = await collectInTurns(this.#rows(sheet));
    // Rows came or went, so that some would be missing or twice there.
    return sheet.getRowCount() === count ? this.#sheetOf(sheet, rows) : this.sheetData(sheet);
  }

  address(sheet: Worksheet, bounds: Bounds): string {
    return formatAddress(toRange(sheet.getName(), bounds));
  }

  *#rows(sheet: Worksheet): Iterable<(WorkbookCell | null)[]> {
    const { endRow, endColumn } = sheet.getCellMatrix().getDataRange();
    for (let row = 0; row <= endRow; row++)
      yield Array.from({ length: endColumn + 1 }, (_, column) => this.#cell(sheet, row, column));
  }

  #sheetOf(sheet: Worksheet, rows: readonly (readonly (WorkbookCell | null)[])[]): SheetData {
    const columns = sheet.getCellMatrix().getDataRange().endColumn + 1;
    const columnWidths = Array.from({ length: columns }, (_, column) => sheet.getColumnWidth(column));
    const merged = sheet
      .getMergeData()
      .map((bounds) => formatAddress({ ...toRange("", bounds), sheet: null }));
    return { name: sheet.getName(), rows, columnWidths, ...(merged.length > 0 && { merged }) };
  }

  #cell(sheet: Worksheet, row: number, column: number): WorkbookCell | null {
    const raw = sheet.getCellRaw(row, column);
    const formula = this.formula(sheet.getSheetId(), row, column);
    const value = storedValue(raw);
    const look = LOOK_NAMES.has(raw?.s) ? (raw?.s as CellLook) : null;
    const error = formula === null ? storedError(raw) : null;
    if (value === null && formula === null && look === null && error === null) return null;
    const format = this.#formatOf(raw);
    const bounds = formula === null ? null : this.#spillBounds(sheet, row, column);
    const spill = bounds && this.#block(sheet, bounds).values.map((cells) => cells.map(plainValue));
    return {
      value: spill?.[0]?.[0] ?? value,
      ...(error !== null && { error }),
      formula,
      look,
      format,
      spill,
    };
  }

  #block(sheet: Worksheet, bounds: Bounds): SheetBlock {
    const values: CellValue[][] = [];
    const formulas: boolean[][] = [];
    const opaque: boolean[][] = [];
    for (let row = bounds.startRow; row <= bounds.endRow; row++) {
      const cells = Array.from({ length: bounds.endColumn - bounds.startColumn + 1 }, (_, index) =>
        this.#read(sheet, row, bounds.startColumn + index),
      );
      values.push(cells.map((cell) => cell.value));
      formulas.push(cells.map((cell) => cell.isResult));
      opaque.push(cells.map((cell) => cell.isOpaque));
    }
    return { address: this.address(sheet, bounds), values, formulas, opaque };
  }

  #read(sheet: Worksheet, row: number, column: number): ReadCell {
    const spilled = this.#spilled(sheet.getSheetId(), row, column);
    if (spilled) return { value: this.#shownValue(spilled), isResult: true, isOpaque: false };
    const raw = sheet.getCellRaw(row, column);
    const isResult = Boolean(raw?.f ?? raw?.si);
    return { value: this.#shownValue(raw), isResult, isOpaque: !isResult && storedError(raw) !== null };
  }

  #shownValue(cell: Nullable<ICellData>): CellValue {
    const value = storedValue(cell);
    return typeof value === "number" ? numberInFormat(value, this.#formatOf(cell)) : value;
  }

  #formatOf(cell: Nullable<ICellData>): string | null {
    return this.#workbook().getStyles().getStyleByCell(cell)?.n?.pattern ?? null;
  }

  #isAnyFilled(sheet: Worksheet, bounds: Bounds): boolean {
    for (let row = bounds.startRow; row <= bounds.endRow; row++) {
      for (let column = bounds.startColumn; column <= bounds.endColumn; column++) {
        const raw = sheet.getCellRaw(row, column);
        if (raw?.f ?? raw?.si ?? storedValue(raw) ?? this.#spilled(sheet.getSheetId(), row, column))
          return true;
        if (storedValue(raw) !== null) return true;
      }
    }
    return false;
  }

  #spillBounds(sheet: Worksheet, row: number, column: number): Bounds | null {
    const ranges = this.#formulas.getArrayFormulaRange()[this.#workbook().getUnitId()]?.[sheet.getSheetId()];
    const range = ranges?.[row]?.[column];
    if (!range || (range.startRow === range.endRow && range.startColumn === range.endColumn)) return null;
    return range;
  }

  #spilled(sheetId: string, row: number, column: number): ICellData | null {
    const cells = this.#formulas.getArrayFormulaCellData()[this.#workbook().getUnitId()]?.[sheetId];
    return cells?.[row]?.[column] ?? null;
  }
}

function toRange(sheet: string, { startRow, endRow, startColumn, endColumn }: Bounds): RangeAddress {
  return {
    sheet,
    row: startRow,
    column: startColumn,
    rows: endRow - startRow + 1,
    columns: endColumn - startColumn + 1,
  };
}
