import { inCurrentLanguage, type Translated } from "../core/language/language.ts";
import type { LeftOut } from "../host/playground/workbook-data.ts";
import { GERMAN } from "./german.ts";
import { listed } from "./listed.ts";

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  looks: "fonts, colours, borders",
  drawings: "charts, pictures",
  rules: "conditional formats, drop-down lists",
  merged: "merged cells",
  comments: "comments",
  tables: "tables",
  hidden: "what was hidden",
};

/** Every sentence of the page, in one place; german.ts has the same ones. */
const ENGLISH = {
  name: "Fewshot",
  toolbar: "Workbook",
  open: "Open",
  openHint: "Open an .xlsx workbook (Ctrl+O)",
  save: "Save",
  saveHint: "Save as .xlsx (Ctrl+S)",
  newWorkbook: "New",
  newHint: "Start another workbook",
  empty: "Empty workbook",
  sample: "Sample workbook",
  showPane: "Show the pane",
  hidePane: "Hide the pane",
  changed: "changed",
  grid: "Spreadsheet",
  cell: (address: string, shown: string) => `${address}: ${shown}`,
  emptyCell: "empty",
  waitingCell: "waiting for its answer",
  loadingGrid: "Loading the spreadsheet…",
  loadingPane: "Loading the pane…",
  drop: "Drop an .xlsx workbook to open it, or a .gguf model to add it",
  dismiss: "Dismiss",

  saved: (name: string) => `${name}.xlsx is saved in your downloads.`,
  /** Of what files hold and workbooks here do not. */
  leftOut: {
    opened: (name: string, what: readonly LeftOut[]) =>
      `${name} is open without what this page does not keep (${listed(what, LEFT_OUT)}). A file saved here will lack it: keep the one you opened.`,
    saved: (name: string, what: readonly LeftOut[]) =>
      `${name}.xlsx is saved in your downloads, without what this page does not keep (${listed(what, LEFT_OUT)}). Keep the file you opened.`,
  },
  modelFailed: (message: string) => `The model was not added: ${message}`,
  openFailed: "The file was not opened.",
  settingsFailed: "The workbook is open, but not with its own settings.",
  saveFailed: "The workbook was not saved.",
  tooManyFiles: "Drop one file at a time; nothing was opened.",
  startFailed: (message: string) =>
    `The page could not start: ${message} Reload it; if that does not help, try another browser.`,

  ask: {
    title: (name: string) => `Save the changes to ${name}?`,
    body: "Otherwise what you typed since the last save is lost.",
    save: "Save",
    discard: "Do not save",
    cancel: "Cancel",
  },

  draft: {
    title: "Something was not saved.",
    text: (name: string, when: string) =>
      `${name} was open here and is kept in this browser as it was on ${when}.`,
    open: "Open it",
    remove: "Delete it",
    later: "Not now",
    failed: (message: string) => `This browser does not keep what you have not saved: ${message}`,
  },

  tour: {
    title: (step: number, steps: number, title: string) => `${step} of ${steps}: ${title}`,
    back: "Back",
    next: "Next",
    done: "Done",
    skip: "Skip the tour",
    steps: {
      examples: {
        title: "A few finished rows",
        text: "The tinted rows were answered by a person. They are the examples: the model goes on as they do.",
      },
      formula: {
        title: "The formula asks the model",
        text: "B12 names the examples and the next input. Drag its corner down to B16. The model loads once and runs in this page; nothing you type leaves it.",
      },
      confidence: {
        title: "How sure it was",
        text: "Select an answer: the pane shows how sure the model was, what it read, and what it would have said instead. “Next unsure” goes to the answers worth a look.",
      },
      fill: {
        title: "No formula to type",
        text: "Select an empty cell below answers: “Fill a column” in the pane proposes the rest, tests it on your own examples, and writes it.",
      },
      own: {
        title: "Your own table",
        text: "Open an .xlsx workbook, or drop it here. Ctrl+O opens, Ctrl+S saves, F6 goes from the grid to the pane, to this bar, and back.",
      },
    },
  },

  menu: { fill: "Fill this column", redo: "Ask again", freeze: "Freeze the answers" },

  untitled: "Workbook",
  firstSheet: "Sheet1",
} as const;

export type Messages = Translated<typeof ENGLISH>;

/** Every sentence of the page, in the language that is set. */
export const MESSAGES: Messages = inCurrentLanguage<Messages>({ en: ENGLISH, de: GERMAN });
