import type { ComputeChoice } from "../engine/compute-choice.ts";
import type { CellError } from "../core/errors/cell-error.ts";
import type { Settings } from "../core/options/settings.ts";
import type { ModelIdentity } from "../core/kept/kept-answer.ts";
import type { ListedModel, StorageUse } from "../engine/model-library.ts";
import type { DownloadOffer } from "./model/download-offer.ts";
import type { CorrectionState } from "./edits/correction-tool.ts";
import type { EditSummary } from "./edits/edit-history.ts";
import type { FillState } from "./fill/fill-state.ts";
import { cellAddress } from "./rows/trace-book.ts";
import { NO_TEACHING, type LessonSummary, type TeachRun } from "./teach/teach-state.ts";
import type {
  AddingModel,
  AppState,
  ColumnWork,
  KeptModel,
  LoggedError,
  ModelsState,
  ModelState,
  NetworkState,
  ReviewState,
  SelectionState,
  ServerState,
  WorkState,
} from "./state.ts";

/** How a row of work ended; one whose formula was changed or deleted is gone, and counts no more. */
export type RowEnd = "done" | "failed" | "stopped" | "gone";

/** Everything that can happen to the state. */
export type AppEvent =
  | { readonly type: "model-offered"; readonly offer: DownloadOffer }
  | { readonly type: "model-progress"; readonly progress: Extract<ModelState, { status: "loading" }> }
  | ({ readonly type: "model-ready" } & Omit<Extract<ModelState, { status: "ready" }>, "status">)
  | { readonly type: "model-failed"; readonly error: CellError }
  | { readonly type: "model-paused" }
  | { readonly type: "model-unloaded" }
  | {
      readonly type: "models-listed";
      readonly list: readonly ListedModel[];
      readonly storage: StorageUse | null;
      readonly chosenId: string | null;
    }
  | { readonly type: "model-adding"; readonly adding: AddingModel | null }
  | { readonly type: "model-adding-changed"; readonly change: Partial<AddingModel> }
  | { readonly type: "model-added"; readonly id: string }
  | { readonly type: "model-refused"; readonly name: string; readonly reason: string }
  | { readonly type: "server-changed"; readonly server: ServerState }
  | { readonly type: "compute-changed"; readonly compute: ComputeChoice }
  | { readonly type: "settings-changed"; readonly settings: Settings }
  | { readonly type: "gentle-changed"; readonly isGentle: boolean }
  | { readonly type: "kept-changed"; readonly models: readonly KeptModel[] }
  | { readonly type: "model-identified"; readonly model: ModelIdentity }
  | { readonly type: "other-settings"; readonly cells: number }
  | { readonly type: "network-used"; readonly network: NetworkState }
  | { readonly type: "work-paused"; readonly isPaused: boolean }
  | { readonly type: "rows-queued"; readonly rows: number; readonly column: string | null }
  | { readonly type: "row-started" }
  | {
      readonly type: "row-ended";
      readonly from: "queued" | "running";
      readonly column: string | null;
      readonly end: RowEnd;
      readonly rowsPerSecond: number | null;
    }
  /** All that wait and run. */
  | { readonly type: "rows-stopped" }
  /** Those that have ended are of no interest any more. */
  | { readonly type: "rows-forgotten" }
  | { readonly type: "selection-changed"; readonly selection: SelectionState | null }
  | { readonly type: "area-selected"; readonly area: string | null }
  | { readonly type: "review-changed"; readonly review: ReviewState }
  /** The selection went to a cell of another sheet than the person was on. */
  | { readonly type: "sheet-left"; readonly cell: string }
  | { readonly type: "fill-changed"; readonly fill: FillState }
  | { readonly type: "corrections-changed"; readonly corrections: CorrectionState | null }
  | { readonly type: "lessons-changed"; readonly lessons: readonly LessonSummary[] }
  | { readonly type: "teach-changed"; readonly run: TeachRun }
  | { readonly type: "undo-changed"; readonly undo: EditSummary | null }
  | { readonly type: "error-logged"; readonly error: LoggedError }
  | { readonly type: "log-cleared" };

/** How many errors the log keeps. */
export const LOG_LIMIT = 200;

const NO_MODELS: ModelsState = { list: null, chosenId: null, storage: null, adding: null, outcome: null };

const IDLE_WORK: WorkState = {
  queued: 0,
  running: 0,
  done: 0,
  failed: 0,
  stopped: 0,
  rowsPerSecond: null,
  columns: [],
  isPaused: false,
};

function changeColumn(
  columns: readonly ColumnWork[],
  column: string | null,
  change: (work: ColumnWork) => ColumnWork,
): readonly ColumnWork[] {
  if (column === null) return columns;
  if (!columns.some((work) => work.column === column)) {
    return [...columns, change({ column, rows: 0, ended: 0 })];
  }
  return columns.map((work) => (work.column === column ? change(work) : work));
}

/** Errors but for those of the same cell in the same words: a formula that runs again would fill the log. */
const otherThan = (error: LoggedError, log: readonly LoggedError[]): readonly LoggedError[] =>
  error.address === null
    ? log
    : log.filter(({ address, message }) => address !== error.address || message !== error.message);

/** The state of a product that has done nothing yet. */
export function initialState(settings: Settings): AppState {
  return {
    model: { status: "idle" },
    models: NO_MODELS,
    server: { used: null, reachable: [] },
    compute: null,
    settings,
    isGentle: false,
    work: IDLE_WORK,
    kept: { models: [], current: null, otherSettings: 0 },
    selection: null,
    network: null,
    selectedArea: null,
    review: { answers: 0, confidences: [] },
    otherSheetCell: null,
    fill: { status: "none", reason: null },
    corrections: null,
    teach: NO_TEACHING,
    undo: null,
    log: [],
  };
}

function reduceWork(work: WorkState, event: Extract<AppEvent, { type: `row${string}` }>): WorkState {
  switch (event.type) {
    case "rows-queued": {
      const isEmpty = work.queued + work.running === 0;
      const before = isEmpty ? { ...IDLE_WORK, isPaused: work.isPaused } : work;
      const columns = changeColumn(before.columns, event.column, (each) => ({
        ...each,
        rows: each.rows + event.rows,
      }));
      return { ...before, queued: before.queued + event.rows, columns };
    }
    case "rows-stopped": {
      const { queued, running, stopped } = work;
      const columns = work.columns.map((each) => ({ ...each, ended: each.rows }));
      return { ...work, columns, queued: 0, running: 0, stopped: stopped + queued + running };
    }
    case "rows-forgotten":
      return work.queued + work.running === 0
        ? { ...IDLE_WORK, isPaused: work.isPaused }
        : { ...work, done: 0, failed: 0, stopped: 0 };
    case "row-started":
      return { ...work, queued: work.queued - 1, running: work.running + 1 };
    case "row-ended": {
      if (event.end === "gone") {
        const columns = changeColumn(work.columns, event.column, (each) => ({
          ...each,
          rows: each.rows - 1,
        }));
        return {
          ...work,
          columns: columns.filter(({ rows }) => rows > 0),
          [event.from]: work[event.from] - 1,
        };
      }
      const columns = changeColumn(work.columns, event.column, (each) => ({
        ...each,
        ended: each.ended + 1,
      }));
      const left = { ...work, columns, [event.from]: work[event.from] - 1 };
      return { ...left, [event.end]: work[event.end] + 1, rowsPerSecond: event.rowsPerSecond };
    }
  }
}

function reduceModels(
  models: ModelsState,
  event: Extract<
    AppEvent,
    { type: "models-listed" | "model-added" | "model-refused" | `model-adding${string}` }
  >,
): ModelsState {
  switch (event.type) {
    case "models-listed": {
      const { list, storage, chosenId } = event;
      return { ...models, list, storage, chosenId };
    }
    case "model-adding":
      return { ...models, adding: event.adding, outcome: null };
    case "model-adding-changed":
      return { ...models, adding: models.adding && { ...models.adding, ...event.change } };
    case "model-added":
      return { ...models, adding: null, outcome: { type: "added", id: event.id } };
    case "model-refused": {
      const { name, reason } = event;
      return { ...models, adding: null, outcome: { type: "refused", name, reason } };
    }
  }
}

/** Whether an area is the cell, however the host writes its address. */
const isCell = (area: string | null, cell: string | null): boolean =>
  area !== null && cellAddress(area) === cell;

/** The state after an event. Pure; the only place where the state moves. */
export function reduce(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case "model-offered":
      return { ...state, model: { status: "offered", offer: event.offer } };
    case "model-progress":
      return { ...state, model: event.progress };
    case "model-ready": {
      const { type: _, ...model } = event;
      return {
        ...state,
        model: { status: "ready", ...model },
        kept: { ...state.kept, current: { name: model.info.name, hash: model.info.hash } },
      };
    }
    case "model-failed":
      return { ...state, model: { status: "failed", error: event.error } };
    case "model-paused":
      return state.model.status === "loading"
        ? { ...state, model: { ...state.model, isPaused: true, bytesPerSecond: null, secondsLeft: null } }
        : state;
    case "model-unloaded":
      return { ...state, model: { status: "idle" }, network: null, kept: { ...state.kept, current: null } };
    case "models-listed":
    case "model-adding":
    case "model-adding-changed":
    case "model-added":
    case "model-refused":
      return { ...state, models: reduceModels(state.models, event) };
    case "gentle-changed":
      return { ...state, isGentle: event.isGentle };
    case "server-changed":
      return { ...state, server: event.server };
    case "compute-changed":
      return { ...state, compute: event.compute };
    case "settings-changed":
      return { ...state, settings: event.settings };
    case "kept-changed":
      return { ...state, kept: { ...state.kept, models: event.models } };
    case "model-identified":
      return { ...state, kept: { ...state.kept, current: event.model } };
    case "other-settings":
      return { ...state, kept: { ...state.kept, otherSettings: event.cells } };
    case "network-used":
      return { ...state, network: event.network };
    case "work-paused":
      return { ...state, work: { ...state.work, isPaused: event.isPaused } };
    case "rows-queued":
    case "rows-stopped":
    case "rows-forgotten":
    case "row-started":
    case "row-ended":
      return { ...state, work: reduceWork(state.work, event) };
    case "selection-changed":
      return { ...state, selection: event.selection };
    case "area-selected":
      return {
        ...state,
        selectedArea: event.area,
        otherSheetCell: isCell(event.area, state.otherSheetCell) ? state.otherSheetCell : null,
      };
    case "sheet-left":
      return { ...state, otherSheetCell: event.cell };
    case "review-changed":
      return { ...state, review: event.review };
    case "lessons-changed":
      return { ...state, teach: { ...state.teach, lessons: event.lessons } };
    case "teach-changed":
      return { ...state, teach: { ...state.teach, run: event.run } };
    case "fill-changed":
      return { ...state, fill: event.fill };
    case "corrections-changed":
      return { ...state, corrections: event.corrections };
    case "undo-changed":
      return { ...state, undo: event.undo };
    case "error-logged":
      return { ...state, log: [event.error, ...otherThan(event.error, state.log)].slice(0, LOG_LIMIT) };
    case "log-cleared":
      return { ...state, log: [] };
    default:
      event satisfies never;
      throw new Error(`Unknown event ${JSON.stringify(event)}`);
  }
}
