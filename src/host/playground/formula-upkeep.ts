import type { ICommandInfo, ICommandService, IExecutionOptions } from "@univerjs/core";
import type { ISetFormulaCalculationStartMutation } from "@univerjs/preset-sheets-core";
import { SetTriggerFormulaCalculationStartMutation } from "@univerjs/preset-sheets-core";
import type { GridAnswers } from "./grid-function.ts";
import type { CellPlace, JobTable } from "./job-table.ts";
import type { ReadWatch } from "./read-watch.ts";
import type { UniverHints } from "./univer-hints.ts";

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

interface ValuesMutation {
  readonly subUnitId: string;
  readonly cellValue?: Record<number, Record<number, unknown>>;
}

export interface UpkeepGrid {
  readonly commands: ICommandService;
  readonly jobs: JobTable<GridAnswers>;
  readonly watch: ReadWatch;
  readonly hints: UniverHints;
  unitId(): string;
  /** Cells whose formula calls a function of ours. */
  ourCells(): readonly CellPlace[];
  isOurs(place: CellPlace): boolean;
  /** A person, or a command of theirs, changed what a file would hold. */
  onEdit(): void;
}

const placeKey = ({ sheetId, row, column }: CellPlace): string => `${sheetId}\n${row}\n${column}`;

/** Keeps the work for our formulas in step with the sheet: after edits, and when answers arrive. */
export class FormulaUpkeep {
  readonly #grid: UpkeepGrid;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStructureChanged = false;

  constructor(grid: UpkeepGrid) {
    this.#grid = grid;
    grid.commands.onCommandExecuted((command, options) => this.#onCommand(command, options));
  }

  /** Asks the formula engine to evaluate these cells and what depends on them. */
  calculate(places: readonly CellPlace[]): void {
    if (places.length === 0) return;
    const unitId = this.#grid.unitId();
    const dirtyRanges = places.map(({ sheetId, row, column }) => ({
      unitId,
      sheetId,
      range: { startRow: row, endRow: row, startColumn: column, endColumn: column },
    }));
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
    this.#timer = null;
  }

  #onCommand({ id, params }: Readonly<ICommandInfo>, options?: IExecutionOptions): void {
    if (options?.["fromFormula"] === true) return;
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
    const rows = Object.keys(cellValue).map(Number);
    const columns = Object.values(cellValue).flatMap((row) => Object.keys(row).map(Number));
    if (rows.length === 0 || columns.length === 0) return;
    const { watch, jobs, isOurs } = this.#grid;
    const concerned = watch.concerned({
      sheetId,
      startRow: Math.min(...rows),
      endRow: Math.max(...rows),
      startColumn: Math.min(...columns),
      endColumn: Math.max(...columns),
    });
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
      if (this.#isStructureChanged) this.calculate(ourCells());
      this.#isStructureChanged = false;
      const gone = jobs.forget((place) => !isOurs(place));
      for (const place of gone) hints.set(place, new Map());
    }, TIDY_DELAY_MS);
  }
}
