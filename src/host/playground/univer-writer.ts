import type { ICellData, ICommandService, Workbook, Worksheet } from "@univerjs/core";
import { BooleanNumber, CellValueType } from "@univerjs/core";
import {
  ScrollToCellCommand,
  SetRangeValuesCommand,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
} from "@univerjs/preset-sheets-core";
import { formatOfEntry } from "../../core/examples/cell-date.ts";
import { type CellValue, plainValue } from "../../core/examples/cell-value.ts";
import { GENERAL } from "../../core/examples/date-format.ts";
import { parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetEdit } from "../port.ts";
import type { UniverReader } from "./univer-reader.ts";
import { formatStyle, storedError, storedValue } from "./univer-values.ts";
import { MESSAGES } from "../messages.ts";

export interface UniverWriterParts {
  readonly commands: ICommandService;
  readonly reader: UniverReader;
  readonly workbook: () => Workbook;
  /** Runs a piece of work as soon as the grid has been drawn for the first time; it cannot scroll before. */
  readonly whenDrawn: (work: () => void) => void;
}

/** Reads and writes what is typed in the grid's cells; each write is one step of the grid's own undo. */
export class UniverWriter {
  readonly #commands: ICommandService;
  readonly #reader: UniverReader;
  readonly #workbook: () => Workbook;
  readonly #whenDrawn: (work: () => void) => void;

  constructor({ commands, reader, workbook, whenDrawn }: UniverWriterParts) {
    this.#commands = commands;
    this.#reader = reader;
    this.#workbook = workbook;
    this.#whenDrawn = whenDrawn;
  }

  entries(address: string): SheetEdit {
    const { sheet, range } = this.#place(address);
    const entries = Array.from({ length: range.rows }, (_, row) =>
      Array.from({ length: range.columns }, (_cell, column): CellEntry => {
        const [r, c] = [range.row + row, range.column + column];
        const formula = this.#reader.formula(sheet.getSheetId(), r, c);
        const format = this.#reader.format(sheet, r, c);
        const raw = sheet.getCellRaw(r, c);
        // The sign of an error is one again where it is written.
        const typed = formula === null ? { value: storedError(raw) ?? storedValue(raw) } : { formula };
        return { ...typed, ...(format !== null && { format }) };
      }),
    );
    return { address, entries };
  }

  write(edits: readonly SheetEdit[]): void {
    const bySheet = new Map<string, Record<number, Record<number, ICellData>>>();
    for (const { address, entries } of edits) {
      const { sheet, range } = this.#place(address);
      const cells = bySheet.get(sheet.getSheetId()) ?? {};
      bySheet.set(sheet.getSheetId(), cells);
      entries.forEach((row, r) =>
        row.forEach((entry, c) => {
          (cells[range.row + r] ??= {})[range.column + c] = cellData(entry);
        }),
      );
    }
    for (const [subUnitId, value] of bySheet) {
      const params = { unitId: this.#workbook().getUnitId(), subUnitId, value };
      if (!this.#commands.syncExecuteCommand(SetRangeValuesCommand.id, params)) {
        throw new Error(MESSAGES.notWritten);
      }
    }
  }

  /** Selects an area, on its sheet, and brings its first cell into view, as soon as the grid is drawn. */
  show(address: string): void {
    const { sheet, range } = this.#place(address);
    const workbook = this.#workbook();
    const place = { unitId: workbook.getUnitId(), subUnitId: sheet.getSheetId() };
    // The workbook's own method would leave the other sheet drawn.
    if (workbook.getActiveSheet() !== sheet)
      this.#commands.syncExecuteCommand(SetWorksheetActiveOperation.id, place);
    const bounds = {
      startRow: range.row,
      endRow: Math.min(range.row + range.rows, sheet.getRowCount()) - 1,
      startColumn: range.column,
      endColumn: Math.min(range.column + range.columns, sheet.getColumnCount()) - 1,
    };
    const first = { ...bounds, endRow: range.row, endColumn: range.column };
    this.#commands.syncExecuteCommand(SetSelectionsOperation.id, {
      ...place,
      selections: [
        {
          range: bounds,
          primary: {
            ...first,
            actualRow: range.row,
            actualColumn: range.column,
            isMerged: false,
            isMergedMainCell: false,
          },
          style: null,
        },
      ],
    });
    this.#whenDrawn(() => {
      // Another workbook, or another sheet of it, may be in front by now.
      if (this.#workbook() !== workbook || workbook.getActiveSheet() !== sheet) return;
      this.#commands.syncExecuteCommand(ScrollToCellCommand.id, { range: first });
    });
  }

  #place(address: string): { sheet: Worksheet; range: RangeAddress } {
    const range = parseAddress(address);
    const sheet = range && this.#reader.sheet(range.sheet);
    if (!range || !sheet) throw new Error(MESSAGES.noArea(address));
    return { sheet, range };
  }
}

/** An entry as the grid keeps it; formula ids and rich text of what stood there before go. */
function cellData(entry: CellEntry): ICellData {
  const format = formatOfEntry(entry);
  const style = format === undefined ? {} : formatStyle(format === GENERAL ? null : format);
  if ("formula" in entry) return { f: entry.formula, si: null, p: null, v: null, t: null, ...style };
  return { ...typedValue(entry.value), f: null, si: null, p: null, ...style };
}

function typedValue(given: CellValue): Pick<ICellData, "v" | "t"> {
  const value = plainValue(given);
  if (typeof value === "number") return { v: value, t: CellValueType.NUMBER };
  if (typeof value === "boolean") {
    return { v: value ? BooleanNumber.TRUE : BooleanNumber.FALSE, t: CellValueType.BOOLEAN };
  }
  return value === null ? { v: null, t: null } : { v: value, t: CellValueType.STRING };
}
