/** Every sentence of the page, in one place. */
export const MESSAGES = {
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
  loadingPane: "Loading the pane…",
  drop: "Drop an .xlsx workbook to open it, or a .gguf model to add it",
  dismiss: "Dismiss",

  saved: (name: string) => `${name}.xlsx is saved in your downloads.`,
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

  untitled: "Workbook",
  firstSheet: "Sheet1",
} as const;
