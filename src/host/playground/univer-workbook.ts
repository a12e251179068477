import type { ICellData, IStyleData, IWorkbookData, IWorksheetData } from "@univerjs/core";
import { BooleanNumber, CellValueType, LocaleType, WrapStrategy } from "@univerjs/core";
import type { CellLook, SheetData, WorkbookCell, WorkbookData } from "./workbook-data.ts";

const DEFAULT_ROWS = 400;
const DEFAULT_COLUMNS = 20;

const LOOKS: Record<CellLook, IStyleData> = {
  title: { bl: BooleanNumber.TRUE, fs: 15, cl: { rgb: "#242424" } },
  header: { bl: BooleanNumber.TRUE, bg: { rgb: "#EBF3FC" }, cl: { rgb: "#0C3B5E" } },
  example: { bg: { rgb: "#F5FAF3" } },
  note: { it: BooleanNumber.TRUE, cl: { rgb: "#707070" }, tb: WrapStrategy.OVERFLOW },
};

/** A new document of the grid holding this workbook. `id` must be new for each. */
export function toUniverWorkbook(id: string, workbook: WorkbookData): IWorkbookData {
  const sheets = workbook.sheets.map((sheet, index) => toUniverSheet(`${id}-${index}`, sheet));
  return {
    id,
    name: workbook.name,
    appVersion: "",
    locale: LocaleType.EN_US,
    styles: { ...LOOKS },
    sheetOrder: sheets.map((sheet) => sheet.id),
    sheets: Object.fromEntries(sheets.map((sheet) => [sheet.id, sheet])),
  };
}

function toUniverSheet(id: string, sheet: SheetData): Partial<IWorksheetData> & { id: string } {
  const cellData: Record<number, Record<number, ICellData>> = {};
  sheet.rows.forEach((row, rowIndex) => {
    const cells: Record<number, ICellData> = {};
    row.forEach((cell, column) => {
      if (cell) cells[column] = toUniverCell(cell);
    });
    cellData[rowIndex] = cells;
  });
  const columns = Math.max(0, ...sheet.rows.map((row) => row.length));
  return {
    id,
    name: sheet.name,
    rowCount: Math.max(DEFAULT_ROWS, sheet.rows.length + 100),
    columnCount: Math.max(DEFAULT_COLUMNS, columns + 5),
    defaultColumnWidth: 96,
    defaultRowHeight: 22,
    cellData,
    columnData: Object.fromEntries(
      sheet.columnWidths.flatMap((w, index) => (w === null ? [] : [[index, { w }]])),
    ),
  };
}

function toUniverCell(cell: WorkbookCell): ICellData {
  const style = toUniverStyle(cell);
  if (cell.formula !== null) return { f: cell.formula, ...style };
  if (cell.value === null) return style;
  if (typeof cell.value === "boolean") return { v: cell.value ? 1 : 0, t: CellValueType.BOOLEAN, ...style };
  const t = typeof cell.value === "number" ? CellValueType.NUMBER : CellValueType.STRING;
  return { v: cell.value, t, ...style };
}

/** Looks are named styles, so that they can be told from others when the workbook is read back. */
function toUniverStyle({ look, format }: WorkbookCell): Pick<ICellData, "s"> {
  if (format !== null) return { s: { ...(look && LOOKS[look]), n: { pattern: format } } };
  return look === null ? {} : { s: look };
}
