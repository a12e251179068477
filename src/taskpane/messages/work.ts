import type { SpreadsheetHost } from "../../host/port.ts";
import { countText, rateText, timeLeftText } from "../language/quantities.ts";

export const KEPT = {
  title: "Answers from another model",
  text: (answers: number, models: string, current: string) =>
    `${countText(answers)} answer${answers === 1 ? "" : "s"} of this workbook came from ${models}; here ${current} answers. They stay as they are until you ask again.`,
  renew: "Ask again",
} as const;

export const WORK = {
  title: "Work",
  idle: "Nothing to do.",
  progress: (done: number, total: number) => `${countText(done)} of ${countText(total)} rows`,
  state: (waiting: number, running: number) => `${countText(waiting)} waiting, ${countText(running)} running`,
  rate: (rowsPerSecond: number) => `${rateText(rowsPerSecond)} rows/s`,
  timeLeft: timeLeftText,
  columns: "By column",
  column: (sheet: string, column: string) => (sheet === "" ? column : `${sheet}, column ${column}`),
  columnProgress: (name: string, ended: number, rows: number) =>
    `${name}: ${countText(ended)} of ${countText(rows)}`,
  pause: "Pause",
  resume: "Resume",
  paused: "Paused.",
  answering: "Answering.",
  stop: "Stop",
  failed: (count: number) => `${countText(count)} failed`,
  stopped: (count: number) => `${countText(count)} stopped`,
  runAgain: "Run again",
  formulas: "GPT formulas",
  recalculate: "Recalculate all",
  recalculateHint: {
    excel:
      "Runs every GPT formula again. Needed after you changed cells that =GPT(A7) reads as examples: Excel does not watch those.",
    playground: "Runs every GPT formula again.",
  } satisfies Record<SpreadsheetHost["kind"], string>,
  order: {
    excel: "Rows on screen first, or around the selected cell where Excel does not say what is on screen.",
    playground: "Rows on screen first.",
  } satisfies Record<SpreadsheetHost["kind"], string>,
} as const;

export const LOG = {
  title: "Errors",
  none: "No errors.",
  clear: "Clear",
  count: (count: number) => `${countText(count)} ${count === 1 ? "error" : "errors"}`,
} as const;
