import { formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import { MESSAGES } from "../messages.ts";

/** The sheet that an address names, else the active one. */
export function sheetOf(context: Excel.RequestContext, address: string): Excel.Worksheet {
  const sheet = parseAddress(address)?.sheet;
  return sheet
    ? context.workbook.worksheets.getItem(sheet)
    : context.workbook.worksheets.getActiveWorksheet();
}

/** The range of an address. Throws an Error in words where it is none. */
export function rangeOf(context: Excel.RequestContext, address: string): Excel.Range {
  const place = parseAddress(address);
  if (!place) throw new Error(MESSAGES.noArea(address));
  const { row, column, rows, columns } = place;
  return sheetOf(context, address).getRangeByIndexes(row, column, rows, columns);
}

/** Addresses as the product writes them, whatever quotes and dollars Excel put in. */
export function plainAddress(address: string): string {
  const place = parseAddress(address);
  return place ? formatAddress(place) : address;
}

/** What is used of each sheet; nothing of those that are empty. */
export async function usedRanges(context: Excel.RequestContext): Promise<Excel.Range[]> {
  const { worksheets } = context.workbook;
  worksheets.load("items");
  await context.sync();
  const ranges = worksheets.items.map((sheet) => sheet.getUsedRangeOrNullObject(true));
  for (const range of ranges) range.load("isNullObject");
  await context.sync();
  return ranges.filter((range) => !range.isNullObject);
}

/**
 * Excel tells what was typed without the apostrophe: of a text that begins with "=" the value is the same, of a formula
 * not.
 */
export const isFormula = (typed: unknown, value: unknown): boolean =>
  typeof typed === "string" && typed.startsWith("=") && typed !== value;
