import type { ICellData, IRange, IStyleData, IWorkbookData, IWorksheetData } from "@univerjs/core";
import { BooleanNumber, CellValueType, LocaleType, WrapStrategy } from "@univerjs/core";
import { type CellValue, plainValue } from "../../core/examples/cell-value.ts";
import { parseAddress } from "../../core/ranges/a1.ts";
import type { CellPlace } from "./job-table.ts";
import { type Extent, larger, namedExtents } from "./named-extents.ts";
import type { CellLook, SheetData, WorkbookCell, WorkbookData } from "./workbook-data.ts";

const DEFAULT_ROWS = 400;
const DEFAULT_COLUMNS = 26;
const ROW_HEIGHT = 22;
const TITLE_HEIGHT = 32;

const LOOKS: Record<CellLook, IStyleData> = {
  title: { bl: BooleanNumber.TRUE, fs: 15, cl: { rgb: "#242424" } },
  header: { bl: BooleanNumber.TRUE, bg: { rgb: "#DCEBFA" }, cl: { rgb: "#0C3B5E" } },
  example: { bg: { rgb: "#EAF5E4" } },
  note: { it: BooleanNumber.TRUE, cl: { rgb: "#707070" }, tb: WrapStrategy.OVERFLOW },
};

export interface KnownResult {
  readonly place: CellPlace;
  readonly values: readonly (readonly CellValue[])[];
}

export interface UniverWorkbook {
  readonly data: IWorkbookData;
  /**
   * Results of formulas that are one call of ours; the grid evaluates these formulas and takes the results as given.
   */
  readonly results: readonly KnownResult[];
}

/** A new document of the grid holding this workbook. `id` must be new for each. */
export function toUniverWorkbook(
  id: string,
  workbook: WorkbookData,
  isOneCall: (formula: string) => boolean,
): UniverWorkbook {
  const named = namedInSheets(workbook);
  const sheets = workbook.sheets.map((sheet, index) =>
    toUniverSheet(`${id}-${index}`, sheet, named.get(sheet.name.toLowerCase()), isOneCall),
  );
  const results = workbook.sheets.flatMap((sheet, index) => knownResults(`${id}-${index}`, sheet, isOneCall));
  const data: IWorkbookData = {
    id,
    name: workbook.name,
    appVersion: "",
    locale: LocaleType.EN_US,
    styles: { ...LOOKS },
    sheetOrder: sheets.map((sheet) => sheet.id),
    sheets: Object.fromEntries(sheets.map((sheet) => [sheet.id, sheet])),
  };
  return { data, results };
}

function knownResults(
  sheetId: string,
  { rows }: SheetData,
  isOneCall: (formula: string) => boolean,
): KnownResult[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      if (!cell?.formula || !isOneCall(cell.formula)) return [];
      const values = cell.spill ?? [[cell.value]];
      // Where a row was stopped or failed, all are asked: those that had answers find them among the kept ones.
      const isWhole = values.every((line) => line.every((value) => value !== null));
      return isWhole ? [{ place: { sheetId, row, column }, values }] : [];
    }),
  );
}

/** How large formulas want each sheet to be, by its name in lower case. */
function namedInSheets({ sheets }: WorkbookData): ReadonlyMap<string, Extent> {
  const named = new Map<string, Extent>();
  for (const { name: own, rows } of sheets) {
    for (const cell of rows.flat()) {
      if (!cell?.formula) continue;
      for (const [sheet, extent] of namedExtents(cell.formula)) {
        const key = (sheet ?? own).toLowerCase();
        named.set(key, larger(named.get(key), extent));
      }
    }
  }
  return named;
}

/** named: how large formulas want it to be. */
function toUniverSheet(
  id: string,
  sheet: SheetData,
  named: Extent | undefined,
  isOneCall: (formula: string) => boolean,
): Partial<IWorksheetData> & { id: string } {
  const cellData: Record<number, Record<number, ICellData>> = {};
  sheet.rows.forEach((row, rowIndex) => {
    const cells: Record<number, ICellData> = {};
    row.forEach((cell, column) => {
      if (cell) cells[column] = toUniverCell(cell, isOneCall);
    });
    cellData[rowIndex] = cells;
  });
  const mergeData = mergedIn(sheet);
  const rows = Math.max(sheet.rows.length, ...mergeData.map(({ endRow }) => endRow + 1));
  const columns = Math.max(
    0,
    ...sheet.rows.map((row) => row.length),
    ...mergeData.map(({ endColumn }) => endColumn + 1),
  );
  return {
    id,
    name: sheet.name,
    rowCount: Math.max(DEFAULT_ROWS, rows + 100, named?.rows ?? 0),
    columnCount: Math.max(DEFAULT_COLUMNS, columns + 5, named?.columns ?? 0),
    defaultColumnWidth: 96,
    defaultRowHeight: ROW_HEIGHT,
    rowData: titleRows(sheet),
    cellData,
    mergeData,
    columnData: Object.fromEntries(
      sheet.columnWidths.flatMap((w, index) => (w === null ? [] : [[index, { w }]])),
    ),
  };
}

function mergedIn({ merged = [] }: SheetData): IRange[] {
  return merged.flatMap((area) => {
    const range = parseAddress(area);
    if (!range) return [];
    const { row, column, rows, columns } = range;
    return [{ startRow: row, startColumn: column, endRow: row + rows - 1, endColumn: column + columns - 1 }];
  });
}

function titleRows({ rows }: SheetData): Record<number, { h: number }> {
  const titles = rows.flatMap((row, index) => (row.some((cell) => cell?.look === "title") ? [index] : []));
  return Object.fromEntries(titles.map((index) => [index, { h: TITLE_HEIGHT }]));
}

/** The grid evaluates a formula without a value at once, and leaves one with a value until its inputs change. */
function toUniverCell(cell: WorkbookCell, isOneCall: (formula: string) => boolean): ICellData {
  const style = toUniverStyle(cell);
  const { formula } = cell;
  if (formula === null) return { ...toUniverValue(cell.error ?? cell.value), ...style };
  const isEvaluated = cell.spill !== null || isOneCall(formula);
  return { f: formula, ...(isEvaluated ? {} : toUniverValue(cell.value)), ...style };
}

function toUniverValue(given: CellValue): Pick<ICellData, "v" | "t"> {
  const value = plainValue(given);
  if (value === null) return {};
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { v: value, t: typeof value === "number" ? CellValueType.NUMBER : CellValueType.STRING };
}

/** Looks are named styles, so that they can be told from others when the workbook is read back. */
function toUniverStyle({ look, format }: WorkbookCell): Pick<ICellData, "s"> {
  if (format !== null) return { s: { ...(look && LOOKS[look]), n: { pattern: format } } };
  return look === null ? {} : { s: look };
}
