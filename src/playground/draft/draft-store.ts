import type { WorkbookData } from "../../host/playground/workbook-data.ts";

/** An unsaved workbook that a page left when it ended. */
export interface Draft {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly keptAtMs: number;
  readonly workbook: WorkbookData;
}

/** Unsaved workbooks in this browser's storage, one for each open page. */
export interface DraftStore {
  /** Keeps the workbook of this page in place of what was kept of it before. */
  write(workbook: WorkbookData, keptAtMs: number): Promise<void>;
  /** Deletes the draft of this page. */
  clear(): Promise<void>;
  /** What pages left that are gone, the newest first. */
  left(): Promise<readonly Draft[]>;
  /** Deletes what a page left. */
  remove(id: string): Promise<void>;
}
