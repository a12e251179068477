import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx";
import { type CellValue, plainValue } from "../../core/examples/cell-value.ts";
import { ANSWERS_PART, asPartText, LESSONS_PART, partXml, SETTINGS_PART } from "../workbook-part.ts";
import { toFileFormula } from "./formula-names.ts";
import { addCustomXml } from "./xlsx-custom-xml.ts";
import { codeOfError } from "./xlsx-errors.ts";
import type { SheetData, WorkbookCell, WorkbookData } from "./workbook-data.ts";

/**
 * The workbook as an xlsx file: values, formulas with their last results, number formats, merged cells, column widths,
 * and settings, kept answers and lessons where Excel's add-in looks for them. Colours and fonts are not kept. `names`
 * are the add-in's functions.
 */
export async function writeXlsx(
  workbook: WorkbookData,
  names: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const xlsx = await import("@e965/xlsx");
  const book: WorkBook = xlsx.utils.book_new();
  for (const sheet of workbook.sheets)
    xlsx.utils.book_append_sheet(book, toSheet(sheet, names, xlsx.utils), sheet.name);
  const bytes = new Uint8Array(
    xlsx.write(book, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer,
  );
  const { settings, answers, lessons } = workbook;
  const parts = [
    ...(settings === null ? [] : [partXml(SETTINGS_PART, asPartText(settings))]),
    ...(answers ? [partXml(ANSWERS_PART, answers)] : []),
    ...(lessons ? [partXml(LESSONS_PART, lessons)] : []),
  ];
  return parts.length === 0 ? bytes : addCustomXml(bytes, parts);
}

type Utils = typeof import("@e965/xlsx").utils;

function toSheet(data: SheetData, names: readonly string[], utils: Utils): WorkSheet {
  const sheet: WorkSheet = {};
  let [lastRow, lastColumn] = [0, 0];
  const put = (row: number, column: number, cell: CellObject) => {
    sheet[utils.encode_cell({ r: row, c: column })] = cell;
    [lastRow, lastColumn] = [Math.max(lastRow, row), Math.max(lastColumn, column)];
  };
  data.rows.forEach((cells, row) =>
    cells.forEach((cell, column) => {
      if (!cell) return;
      const rows = cell.spill ?? [[cell.value]];
      rows.forEach((values, down) =>
        values.forEach((value, right) => {
          const isFirst = down === 0 && right === 0;
          if (isFirst || value !== null) put(row + down, column + right, toCell(value, cell.format));
        }),
      );
      const code = cell.error === undefined ? null : codeOfError(cell.error);
      if (code !== null) put(row, column, { t: "e", v: code });
      if (cell.formula === null) return;
      const last = { r: row + rows.length - 1, c: column + (rows[0]?.length ?? 1) - 1 };
      const reference = utils.encode_range({ s: { r: row, c: column }, e: last });
      Object.assign(
        sheet[utils.encode_cell({ r: row, c: column })],
        formulaFields(cell.formula, reference, names),
      );
    }),
  );
  sheet["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: lastRow, c: lastColumn } });
  if (data.merged) sheet["!merges"] = data.merged.map((area) => utils.decode_range(area));
  sheet["!cols"] = data.columnWidths.map((width) => (width === null ? {} : { wpx: width }));
  return sheet;
}

/**
 * A function of ours is written as a dynamic array: Excel reads a plain formula as "=@GPT(...)", which cannot spill.
 */
function formulaFields(formula: string, reference: string, names: readonly string[]): Partial<CellObject> {
  const f = toFileFormula(formula, names).slice(1);
  const isArray = f !== formula.slice(1) || reference.includes(":");
  return isArray ? { f, F: reference, D: true } : { f };
}

function toCell(given: CellValue, format: WorkbookCell["format"]): CellObject {
  const value = plainValue(given);
  const z = format === null ? {} : { z: format };
  if (value === null) return { t: "s", v: "", ...z };
  if (typeof value === "number") return { t: "n", v: value, ...z };
  return typeof value === "boolean" ? { t: "b", v: value, ...z } : { t: "s", v: value, ...z };
}
