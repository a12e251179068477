import type { CellObject, Range, WorkBook, WorkSheet } from "@e965/xlsx";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { MESSAGES } from "../messages.ts";
import {
  ANSWERS_PART,
  isPartOf,
  LESSONS_PART,
  SETTINGS_PART,
  settingsInXml,
  textInXml,
  type WorkbookPart,
} from "../workbook-part.ts";
import { fromFileFormula } from "./formula-names.ts";
import type { SheetData, WorkbookCell, WorkbookData } from "./workbook-data.ts";
import { WorkbookFileError } from "./workbook-file-error.ts";
import { customXmlParts, unpackedBytes } from "./xlsx-custom-xml.ts";
import { errorOfCode } from "./xlsx-errors.ts";
import { leftOutOf } from "./xlsx-left-out.ts";

const words = MESSAGES.file;

/** The custom property that has the settings in files without a part for them. */
const SETTINGS_PROPERTY = "Fewshot";

const MAX_BYTES = 30_000_000;
/** Small archives may unpack to more than the memory holds. */
const MAX_UNPACKED_BYTES = 400_000_000;
const MAX_CELLS = 500_000;
const MAX_MERGED = 2_000;
/** A sheet is as large as what is merged on it: so many rows below the filled ones, and so many columns. */
const MERGED_BEYOND = 1_000;
const MERGED_COLUMNS = 1_000;
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];
/** Compound files hold old .xls workbooks, and .xlsx ones that have a password. */
const COMPOUND_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * Reads an xlsx file: values, formulas, number formats, merged cells, column widths, the product's settings and its
 * kept answers; everything else in it is left out, and named. Rejects with a WorkbookFileError that says what is wrong.
 */
export async function readXlsx(file: File, names: readonly string[]): Promise<WorkbookData> {
  const fileName = file.name;
  if (file.size > MAX_BYTES) {
    throw new WorkbookFileError(words.tooLarge(fileName, Math.ceil(file.size / 1e6), MAX_BYTES / 1e6));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsWith(bytes, COMPOUND_SIGNATURE)) {
    throw new WorkbookFileError(words.lockedOrOld(fileName));
  }
  if (!startsWith(bytes, ZIP_SIGNATURE)) {
    throw new WorkbookFileError(words.otherKind(fileName));
  }
  const unpacked = unpackedBytes(bytes);
  if (unpacked > MAX_UNPACKED_BYTES) {
    throw new WorkbookFileError(
      words.unpacksTooLarge(fileName, Math.floor(unpacked / 1e6), MAX_UNPACKED_BYTES / 1e6),
    );
  }
  const xlsx = await import("@e965/xlsx");
  let book: WorkBook;
  try {
    book = xlsx.read(bytes, {
      type: "array",
      cellStyles: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
    });
  } catch (cause) {
    throw new WorkbookFileError(words.damaged(fileName), {
      cause,
    });
  }
  const sheets = book.SheetNames.map((name) =>
    toSheetData(name, book.Sheets[name] ?? {}, names, xlsx.utils, fileName),
  );
  if (sheets.length === 0) throw new WorkbookFileError(words.noSheets(fileName));
  const parts = customXmlParts(bytes);
  const textOf = (kind: WorkbookPart) =>
    parts.map((xml) => textInXml(kind, xml)).find((text) => text !== null);
  const [answers, lessons] = [ANSWERS_PART, LESSONS_PART].map(textOf);
  const settings = parts.find((xml) => isPartOf(SETTINGS_PART, xml));
  const areAllMerged = book.SheetNames.every(
    (name, index) => (book.Sheets[name]?.["!merges"]?.length ?? 0) === (sheets[index]!.merged?.length ?? 0),
  );
  const leftOut = leftOutOf(bytes).filter((kind) => kind !== "merged" || !areAllMerged);
  return {
    name: fileName.replace(/\.xlsx$/i, ""),
    sheets,
    settings: settings === undefined ? settingsProperty(book) : settingsInXml(settings),
    ...(answers !== undefined && { answers }),
    ...(lessons !== undefined && { lessons }),
    ...(leftOut.length > 0 && { leftOut }),
  };
}

function settingsProperty({ Custprops: custom }: WorkBook): string | null {
  const settings = (custom as Record<string, unknown> | undefined)?.[SETTINGS_PROPERTY];
  return typeof settings === "string" ? settings : null;
}

type Utils = typeof import("@e965/xlsx").utils;

function toSheetData(
  name: string,
  sheet: WorkSheet,
  names: readonly string[],
  utils: Utils,
  fileName: string,
): SheetData {
  const addresses = Object.keys(sheet).filter((key) => !key.startsWith("!"));
  if (addresses.length > MAX_CELLS) {
    throw new WorkbookFileError(words.tooManyCells(name, fileName, addresses.length, MAX_CELLS));
  }
  const rows: (WorkbookCell | null)[][] = [];
  for (const address of addresses) {
    const { r, c } = utils.decode_cell(address);
    const cell = toWorkbookCell(sheet, address, names, utils);
    if (!cell) continue;
    const row = (rows[r] ??= []);
    row[c] = cell;
  }
  const merged = mergedAreas(sheet, rows.length, utils);
  const widths = (sheet["!cols"] ?? []).map((column) => column?.wpx ?? null);
  return {
    name,
    rows: Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? null)),
    columnWidths: Array.from(widths, (width) => width ?? null),
    ...(merged.length > 0 && { merged }),
  };
}

/** Those that the grid can have: apart from one another, and not far beyond what is filled. */
function mergedAreas(sheet: WorkSheet, rows: number, utils: Utils): readonly string[] {
  const taken: Range[] = [];
  for (const area of sheet["!merges"] ?? []) {
    const isNear = area.e.r < rows + MERGED_BEYOND && area.e.c < MERGED_COLUMNS;
    const isApart = taken.every(
      ({ s, e }) => area.s.r > e.r || area.e.r < s.r || area.s.c > e.c || area.e.c < s.c,
    );
    if (isNear && isApart && taken.length < MAX_MERGED) taken.push(area);
  }
  return taken.map((area) => utils.encode_range(area));
}

/** Null for an empty cell and for one that another cell's formula fills. */
function toWorkbookCell(
  sheet: WorkSheet,
  address: string,
  names: readonly string[],
  utils: Utils,
): WorkbookCell | null {
  const cell = sheet[address] as CellObject;
  if (cell.F !== undefined && cell.F.split(":")[0] !== address) return null;
  const formula = cell.f === undefined ? null : fromFileFormula(`=${cell.f}`, names);
  const value = toValue(cell);
  const error = formula === null && cell.t === "e" ? errorOfCode(cell.v) : null;
  if (value === null && formula === null && error === null) return null;
  const format = typeof cell.z === "string" && cell.z !== "General" ? cell.z : null;
  const spill = cell.F?.includes(":") === true ? areaValues(sheet, cell.F, utils) : null;
  return { value, ...(error !== null && { error }), formula, look: null, format, spill };
}

/** Null for an area larger than a sheet may be here; its formula is then calculated again. */
function areaValues(sheet: WorkSheet, area: string, utils: Utils): CellValue[][] | null {
  const { s: start, e: end } = utils.decode_range(area);
  if ((end.r - start.r + 1) * (end.c - start.c + 1) > MAX_CELLS) return null;
  return Array.from({ length: end.r - start.r + 1 }, (_row, down) =>
    Array.from({ length: end.c - start.c + 1 }, (_column, right) => {
      const cell = sheet[utils.encode_cell({ r: start.r + down, c: start.c + right })] as
        CellObject | undefined;
      return cell ? toValue(cell) : null;
    }),
  );
}

function toValue(cell: CellObject): CellValue {
  if (cell.t === "e" || cell.t === "z" || cell.v === undefined || cell.v === "") return null;
  return cell.v instanceof Date ? cell.v.toISOString() : cell.v;
}
