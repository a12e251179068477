import type { ICommandInfo, ICommandService, IExecutionOptions } from "@univerjs/core";
import type {
  ISetFormulaCalculationNotificationMutation,
  ISetFormulaCalculationStartMutation,
} from "@univerjs/preset-sheets-core";
import {
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
  SetTriggerFormulaCalculationStartMutation,
} from "@univerjs/preset-sheets-core";
import type { AnswerWriter } from "./answer-writer.ts";
import type { GridAnswers } from "./grid-function.ts";
import { columnRuns } from "./column-runs.ts";
import { type CellPlace, type JobTable, placeKey } from "./job-table.ts";
import type { Area, ReadWatch } from "./read-watch.ts";
import type { UniverHints } from "./univer-hints.ts";
import { BUSY } from "./univer-values.ts";

const VALUES_CHANGE = "sheet.mutation.set-range-values";
/** After these, formulas stand elsewhere or name other cells. */
const STRUCTURE_CHANGES: ReadonlySet<string> = new Set([
  "sheet.mutation.insert-row",
  "sheet.mutation.insert-col",
  "sheet.mutation.remove-rows",
  "sheet.mutation.remove-col",
  "sheet.mutation.move-range",
  "sheet.mutation.move-rows",
  "sheet.mutation.move-columns",
  "sheet.mutation.reorder-range",
  "sheet.mutation.set-worksheet-name",
  "sheet.mutation.remove-sheet",
  "sheet.mutation.insert-sheet",
]);
/** Kept in a file, but of no concern to formulas. */
const LAYOUT_CHANGES: ReadonlySet<string> = new Set([
  "sheet.mutation.set-worksheet-col-width",
  "sheet.mutation.set-worksheet-order",
]);

const TIDY_DELAY_MS = 50;
/** The formula engine gets this share of the time at most while answers come. */
const ENGINE_SHARE = 0.2;
/**
 * With more formulas than these, the engine is told of answers once none is awaited: each of its runs goes through all.
 */
const FEW_FORMULAS = 2_000;
/** Should it never say that it is done, it counts as done after so long. */
const LONGEST_RUN_MS = 30_000;

interface ValuesMutation {
  readonly subUnitId: string;
  readonly cellValue?: Record<number, Record<number, unknown>>;
}

export interface UpkeepGrid {
  readonly commands: ICommandService;
  readonly jobs: JobTable<GridAnswers>;
  readonly watch: ReadWatch;
  readonly answers: AnswerWriter;
  readonly hints: UniverHints;
  unitId(): string;
  /** Cells whose formula calls a function of ours. */
  ourCells(): readonly CellPlace[];
  isOurs(place: CellPlace): boolean;
  hasFormula(place: CellPlace): boolean;
  /** Whether any formula may read one of these cells. */
  mayBeRead(places: readonly CellPlace[]): boolean;
  /** A person, or a command of theirs, changed what a file would hold. */
  onEdit(): void;
}

const holds = (area: Area, { sheetId, row, column }: CellPlace): boolean =>
  sheetId === area.sheetId &&
  row >= area.startRow &&
  row <= area.endRow &&
  column >= area.startColumn &&
  column <= area.endColumn;

/** The smallest area around these cells; null where there are none. */
function bounds(sheetId: string, cells: Record<number, Record<number, unknown>>): Area | null {
  let [startRow, endRow, startColumn, endColumn] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [row, columns] of Object.entries(cells)) {
    for (const column of Object.keys(columns)) {
      [startRow, endRow] = [Math.min(startRow, Number(row)), Math.max(endRow, Number(row))];
      [startColumn, endColumn] = [Math.min(startColumn, Number(column)), Math.max(endColumn, Number(column))];
    }
  }
  return endRow < 0 ? null : { sheetId, startRow, endRow, startColumn, endColumn };
}

/** Keeps the work for our formulas in step with the sheet: after edits, and when answers arrive. */
export class FormulaUpkeep {
  readonly #grid: UpkeepGrid;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStructureChanged = false;
  /** What was typed over since the last tidying. */
  #typed: Area[] = [];
  /** Cells that wait for the engine. */
  #waiting: CellPlace[] = [];
  /** Cells that were written, and that the engine calculates for the formulas that read them. */
  #written: CellPlace[] = [];
  #engineTimer: ReturnType<typeof setTimeout> | null = null;
  /** When the engine's present run began; null while it rests. */
  #engineStartMs: number | null = null;
  #engineFreeMs = 0;

  constructor(grid: UpkeepGrid) {
    this.#grid = grid;
    grid.commands.beforeCommandExecuted(({ id, params }, options) => {
      if (id === VALUES_CHANGE && options?.["fromFormula"] === true) this.#dropLate(params as ValuesMutation);
    });
    grid.commands.onCommandExecuted((command, options) => this.#onCommand(command, options));
  }

  /** Answers have come: puts them into their cells, and has calculated what depends on them. */
  deliver(places: readonly CellPlace[]): void {
    const { written, left } = this.#grid.answers.write(places);
    this.#waiting.push(...left);
    this.#written.push(...written);
    this.#calculateInTurn();
  }

  /** Has the engine calculate what waits, once it rests: it begins anew where it is asked in the middle of a run. */
  #calculateInTurn(): void {
    if (this.#engineTimer !== null) clearTimeout(this.#engineTimer);
    this.#engineTimer = null;
    if (this.#waiting.length + this.#written.length === 0) return;
    const atMs = this.#engineStartMs === null ? this.#engineFreeMs : this.#engineStartMs + LONGEST_RUN_MS;
    this.#engineTimer = setTimeout(
      () => {
        this.#engineTimer = null;
        const { jobs, isOurs, mayBeRead } = this.#grid;
        const isDue = !jobs.isRunning || jobs.size <= FEW_FORMULAS;
        const written = isDue ? this.#written.splice(0) : [];
        const read = written.length > 0 && mayBeRead(written) ? written : [];
        this.calculate([...this.#waiting.splice(0), ...read, ...jobs.suspended].filter(isOurs));
      },
      Math.max(0, atMs - performance.now()),
    );
  }

  #onEngineEnd(): void {
    if (this.#engineStartMs === null) return;
    const now = performance.now();
    this.#engineFreeMs = now + (now - this.#engineStartMs) * (1 / ENGINE_SHARE - 1);
    this.#engineStartMs = null;
    this.#calculateInTurn();
  }

  /** A run of the engine may end after a formula was typed over: it must not say there that it is busy, for ever. */
  #dropLate({ subUnitId, cellValue = {} }: ValuesMutation): void {
    for (const [row, cells] of Object.entries(cellValue)) {
      for (const [column, cell] of Object.entries(cells)) {
        const place = { sheetId: subUnitId, row: Number(row), column: Number(column) };
        const isBusy = (cell as { readonly v?: unknown } | null)?.v === BUSY;
        if (isBusy && !this.#grid.hasFormula(place)) Reflect.deleteProperty(cells, column);
      }
    }
  }

  /** A run of the engine writes what it found before an answer came: that is put in its place once more. */
  #onEngineResults({ subUnitId, cellValue = {} }: ValuesMutation): void {
    const late: CellPlace[] = [];
    for (const [row, cells] of Object.entries(cellValue)) {
      for (const [column, cell] of Object.entries(cells)) {
        const place = { sheetId: subUnitId, row: Number(row), column: Number(column) };
        const isBusy = (cell as { readonly v?: unknown } | null)?.v === BUSY;
        if (isBusy && this.#grid.jobs.isSettled(place)) late.push(place);
      }
    }
    if (late.length > 0) setTimeout(() => this.deliver(late));
  }

  /** Asks the formula engine to evaluate these cells and what depends on them. */
  calculate(places: readonly CellPlace[]): void {
    if (places.length === 0) return;
    const unitId = this.#grid.unitId();
    const dirtyRanges = columnRuns(places).map(({ sheetId, ...range }) => ({ unitId, sheetId, range }));
    const params: ISetFormulaCalculationStartMutation = {
      forceCalculation: false,
      dirtyRanges,
      dirtyNameMap: {},
      dirtyDefinedNameMap: {},
      dirtyUnitFeatureMap: {},
      dirtyUnitOtherFormulaMap: {},
      clearDependencyTreeCache: {},
      options: null,
    };
    this.#grid.commands.syncExecuteCommand(SetTriggerFormulaCalculationStartMutation.id, params, {
      onlyLocal: true,
    });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#engineTimer !== null) clearTimeout(this.#engineTimer);
    this.#timer = this.#engineTimer = null;
  }

  #onCommand({ id, params }: Readonly<ICommandInfo>, options?: IExecutionOptions): void {
    if (id === SetFormulaCalculationStartMutation.id) this.#engineStartMs = performance.now();
    if (id === SetFormulaCalculationNotificationMutation.id) {
      const { functionsExecutedState } = params as ISetFormulaCalculationNotificationMutation;
      if (functionsExecutedState !== undefined) this.#onEngineEnd();
    }
    if (options?.["fromFormula"] === true) {
      if (id === VALUES_CHANGE) this.#onEngineResults(params as ValuesMutation);
      return;
    }
    const isStructure = STRUCTURE_CHANGES.has(id);
    if (!isStructure && id !== VALUES_CHANGE && !LAYOUT_CHANGES.has(id)) return;
    this.#grid.onEdit();
    if (isStructure) this.#isStructureChanged = true;
    else if (id === VALUES_CHANGE) {
      const { subUnitId, cellValue } = params as ValuesMutation;
      this.#onTyped(subUnitId, cellValue ?? {});
    } else return;
    this.#tidySoon();
  }

  /** Functions that read around their cell run again when what they read may have changed. */
  #onTyped(sheetId: string, cellValue: Record<number, Record<number, unknown>>): void {
    const typed = bounds(sheetId, cellValue);
    if (typed === null) return;
    this.#typed.push(typed);
    const { watch, jobs, isOurs } = this.#grid;
    const concerned = watch.concerned(typed);
    const keys = new Set(concerned.map(placeKey));
    const forgotten = jobs.forget((place) => keys.has(placeKey(place)));
    queueMicrotask(() => this.calculate(forgotten.filter(isOurs)));
  }

  /** After an edit: work for formulas that are gone is cancelled, and formulas that moved ask from their new place. */
  #tidySoon(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const { jobs, hints, isOurs, ourCells } = this.#grid;
      const [typed, isAnywhere] = [this.#typed, this.#isStructureChanged];
      this.#typed = [];
      this.#isStructureChanged = false;
      if (isAnywhere) this.calculate(ourCells());
      const gone = jobs.forget(
        (place) => (isAnywhere || typed.some((area) => holds(area, place))) && !isOurs(place),
      );
      for (const place of gone) hints.set(place, new Map());
    }, TIDY_DELAY_MS);
  }
}
