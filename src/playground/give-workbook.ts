import { giveFile } from "../taskpane/give-file.ts";

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Puts a workbook into the person's downloads. */
export function giveWorkbook(bytes: Uint8Array<ArrayBuffer>, fileName: string): void {
  giveFile(bytes, fileName, XLSX_TYPE);
}
