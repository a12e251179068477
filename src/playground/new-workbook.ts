import type { WorkbookData } from "../host/playground/workbook-data.ts";
import { MESSAGES } from "./messages.ts";

/** A workbook with one empty sheet. */
export const newWorkbook = (): WorkbookData => ({
  name: MESSAGES.untitled,
  sheets: [{ name: MESSAGES.firstSheet, rows: [], columnWidths: [] }],
  settings: null,
});
