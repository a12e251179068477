import { createStore, type StoreApi } from "zustand/vanilla";
import { wordsOf } from "../app/words-of.ts";
import type { WorkbookSlots } from "../host/playground/playground-host.ts";
import type { SheetData, WorkbookData } from "../host/playground/workbook-data.ts";
import { WorkbookFileError } from "../host/playground/workbook-file-error.ts";
import { MESSAGES } from "./messages.ts";
import { newWorkbook } from "./new-workbook.ts";

/** A line for the person about the last file; stays until dismissed or replaced. */
export interface Notice {
  readonly intent: "success" | "warning" | "error";
  readonly title: string | null;
  readonly text: string;
}

export interface SessionState {
  readonly name: string;
  /** Typed, or settings moved, since the workbook was opened or saved. */
  readonly isChanged: boolean;
  readonly busy: "opening" | "saving" | null;
  readonly notice: Notice | null;
  /** Waits for the person to say what happens to the changes. */
  readonly waiting: WorkbookData | null;
}

export interface SessionGrid {
  load(workbook: WorkbookData): void;
  sheets(): readonly SheetData[];
  /** The same in many short turns. */
  sheetsInTurns(): Promise<readonly SheetData[]>;
  onEdit(listener: () => void): () => void;
}

/** Files, as the page reads and gives them. Reading rejects with a WorkbookFileError. */
export interface WorkbookFiles {
  read(file: File): Promise<WorkbookData>;
  write(workbook: WorkbookData): Promise<Uint8Array<ArrayBuffer>>;
  /** Hands a finished file to the person. */
  give(bytes: Uint8Array<ArrayBuffer>, fileName: string): void;
}

export interface WorkbookSession extends WorkbookSlots {
  readonly state: StoreApi<SessionState>;
  /**
   * Awaited before another workbook's cells are loaded, with its settings (JSON), so that they are in force by then.
   */
  onReplace(listener: (settings: string | null) => Promise<void>): () => void;
  /** Told when another workbook stands in the grid, with all that is kept with it. */
  onLoad(listener: () => void): () => void;
  /** Told after each change of what a file would hold, and when it was saved or replaced. */
  onChange(listener: () => void): () => void;
  /** True where closing the page would lose something: changes, or answers that came since. */
  isUnsaved(): boolean;
  /** The workbook as it is about now, read in many short turns. Null where another one was opened meanwhile. */
  snapshot(): Promise<WorkbookData | null>;
  /** The workbook that was put into the grid last, as it was then. */
  opened(): WorkbookData;
  /** Awaited before the workbook is written, so that all that is to be kept with it is there by then. */
  onSave(listener: () => Promise<void>): () => void;
  /** Opens a file. One that cannot be read leaves everything as it is and says why. */
  open(file: File): Promise<void>;
  /**
   * Puts another workbook into the grid, after asking when changes would be lost. isUnsaved: no file has it as it is.
   */
  replace(workbook: WorkbookData, how?: { readonly isUnsaved: boolean }): Promise<void>;
  /** What to do with the changes that `state.waiting` waits for. */
  answer(choice: "save" | "discard" | "cancel"): Promise<void>;
  save(): Promise<void>;
  showNotice(notice: Notice | null): void;
}

/** The workbook in the grid: its name, whether it is saved, its settings, and how it is replaced. */
export function createWorkbookSession(
  grid: SessionGrid,
  files: WorkbookFiles,
  first: WorkbookData,
): WorkbookSession {
  const state = createStore<SessionState>(() => ({
    name: first.name,
    isChanged: false,
    busy: null,
    notice: null,
    waiting: null,
  }));
  const listeners = new Set<(settings: string | null) => Promise<void>>();
  const loadListeners = new Set<() => void>();
  const saveListeners = new Set<() => Promise<void>>();
  const changeListeners = new Set<() => void>();
  const unsaved = new WeakSet<WorkbookData>();
  let opened = first;
  let isAnswered = false;
  /** What the file that is open has besides, until a save has told of it. */
  let untold = first.leftOut ?? [];
  let settings = first.settings;
  let answers = first.answers ?? null;
  let lessons = first.lessons ?? null;

  const markChanged = () => {
    if (!state.getState().isChanged) state.setState({ isChanged: true });
    tellChange();
  };
  const tellChange = () => {
    for (const listener of changeListeners) listener();
  };
  grid.onEdit(markChanged);

  const fail = (title: string, error: unknown) => {
    const text = wordsOf(error);
    state.setState({ notice: { intent: "error", title, text } });
  };

  const takeKept = (workbook: WorkbookData): void => {
    settings = workbook.settings;
    answers = workbook.answers ?? null;
    lessons = workbook.lessons ?? null;
  };

  const load = async (workbook: WorkbookData): Promise<void> => {
    // The old formulas are gone before the settings change: they must not be calculated with the new ones.
    grid.load(newWorkbook());
    takeKept(workbook);
    try {
      for (const listener of listeners) await listener(settings);
    } catch (error) {
      fail(MESSAGES.settingsFailed, error);
    }
    grid.load(workbook);
    takeKept(workbook);
    opened = workbook;
    isAnswered = false;
    untold = workbook.leftOut ?? [];
    state.setState({ name: workbook.name, isChanged: unsaved.has(workbook), waiting: null });
    if (untold.length > 0 && state.getState().notice?.intent !== "error") {
      const text = MESSAGES.leftOut.opened(workbook.name, untold);
      state.setState({ notice: { intent: "warning", title: null, text } });
    }
    tellChange();
    for (const listener of loadListeners) listener();
  };

  const workbookOf = (sheets: readonly SheetData[]): WorkbookData => ({
    name: state.getState().name,
    sheets,
    settings,
    ...(answers !== null && { answers }),
    ...(lessons !== null && { lessons }),
    ...(opened.leftOut && { leftOut: opened.leftOut }),
  });

  const replace = async (workbook: WorkbookData): Promise<void> => {
    if (state.getState().isChanged) state.setState({ waiting: workbook });
    else await load(workbook);
  };

  const save = async (): Promise<boolean> => {
    const { name, busy } = state.getState();
    if (busy !== null) return false;
    state.setState({ busy: "saving" });
    try {
      for (const listener of saveListeners) await listener();
      files.give(await files.write(workbookOf(grid.sheets())), `${name}.xlsx`);
      isAnswered = false;
      const notice: Notice =
        untold.length > 0
          ? { intent: "warning", title: null, text: MESSAGES.leftOut.saved(name, untold) }
          : { intent: "success", title: null, text: MESSAGES.saved(name) };
      untold = [];
      state.setState({ isChanged: false, notice });
      tellChange();
      return true;
    } catch (error) {
      fail(MESSAGES.saveFailed, error);
      return false;
    } finally {
      state.setState({ busy: null });
    }
  };

  return {
    state,
    settings: {
      load: () => settings,
      save(json) {
        if (json === settings) return;
        settings = json;
        markChanged();
      },
    },
    // Answers come with calculating, which changes nothing that a person did.
    answers: {
      load: () => answers,
      save(text) {
        answers = text;
        isAnswered = true;
        tellChange();
      },
    },
    lessons: {
      load: () => lessons,
      save(text) {
        lessons = text;
        markChanged();
      },
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    // What the workbook that everybody begins with is answered is asked again as easily.
    isUnsaved: () => state.getState().isChanged || (isAnswered && opened !== first),
    async snapshot() {
      const of = opened;
      const sheets = await grid.sheetsInTurns();
      return opened === of ? workbookOf(sheets) : null;
    },
    opened: () => opened,
    onSave(listener) {
      saveListeners.add(listener);
      return () => saveListeners.delete(listener);
    },
    onReplace(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLoad(listener) {
      loadListeners.add(listener);
      return () => loadListeners.delete(listener);
    },
    async open(file) {
      if (state.getState().busy !== null) return;
      state.setState({ busy: "opening", notice: null });
      try {
        await replace(await files.read(file));
      } catch (error) {
        if (!(error instanceof WorkbookFileError)) console.error(error);
        fail(MESSAGES.openFailed, error);
      } finally {
        state.setState({ busy: null });
      }
    },
    async replace(workbook, how) {
      state.setState({ notice: null });
      if (how?.isUnsaved === true) unsaved.add(workbook);
      await replace(workbook);
    },
    async answer(choice) {
      const { waiting } = state.getState();
      if (!waiting) return;
      if (choice === "cancel") state.setState({ waiting: null });
      else if (choice === "discard" || (await save())) await load(waiting);
      else state.setState({ waiting: null });
    },
    async save() {
      await save();
    },
    showNotice: (notice) => state.setState({ notice }),
  };
}
