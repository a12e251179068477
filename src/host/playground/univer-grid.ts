import type { ICommandInfo, IExecutionOptions, IRange, Workbook, Worksheet } from "@univerjs/core";
import {
  BooleanNumber,
  ICommandService,
  IUniverInstanceService,
  LocaleType,
  LogLevel,
  mergeLocales,
  Univer,
  UniverInstanceType,
} from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import type { IFunctionInfo, ISetFormulaCalculationStartMutation } from "@univerjs/preset-sheets-core";
import {
  FormulaDataModel,
  FunctionType,
  IFunctionService,
  SetTriggerFormulaCalculationStartMutation,
  UniverSheetsCorePreset,
} from "@univerjs/preset-sheets-core";
import enUS from "@univerjs/preset-sheets-core/locales/en-US";
import "@univerjs/preset-sheets-core/lib/index.css";
import type { GridAnswers, GridFunction } from "./grid-function.ts";
import type { CellPlace } from "./job-table.ts";
import { JobTable } from "./job-table.ts";
import { parseAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock } from "../port.ts";
import { ReadWatch } from "./read-watch.ts";
import { UniverHints } from "./univer-hints.ts";
import type { UniverFunctionCalls } from "./univer-function.ts";
import { UniverFunction } from "./univer-function.ts";
import { UniverReader } from "./univer-reader.ts";
import { toUniverWorkbook } from "./univer-workbook.ts";
import type { SheetData, WorkbookData } from "./workbook-data.ts";

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

const TIDY_DELAY_MS = 50;

interface ValuesMutation {
  readonly subUnitId: string;
  readonly cellValue?: Record<number, Record<number, unknown>>;
}

const EMPTY: WorkbookData = {
  name: "Workbook",
  sheets: [{ name: "Sheet1", rows: [], columnWidths: [] }],
  settings: null,
};

/** The playground's spreadsheet. The other univer-*.ts files beside this one are its parts. */
export class UniverGrid {
  readonly api: FUniver;
  readonly #univer: Univer;
  readonly #commands: ICommandService;
  readonly #reader: UniverReader;
  readonly #hints: UniverHints;
  readonly #jobs = new JobTable<GridAnswers>((places) => this.#calculate(places));
  readonly #watch = new ReadWatch();
  readonly #callsOurs: RegExp;
  readonly #selectionListeners = new Set<(address: string | null) => void>();
  #loads = 0;
  #tidyTimer: ReturnType<typeof setTimeout> | null = null;
  #isStructureChanged = false;

  constructor(container: HTMLElement, functions: readonly GridFunction[]) {
    this.#univer = new Univer({
      locale: LocaleType.EN_US,
      locales: { [LocaleType.EN_US]: mergeLocales(enUS) },
      logLevel: LogLevel.WARN,
    });
    const { plugins } = UniverSheetsCorePreset({
      container,
      ribbonType: "simple",
      disableAutoFocus: true,
      formula: { description: functions.map(functionInfo) },
    });
    for (const plugin of plugins) {
      if (Array.isArray(plugin)) this.#univer.registerPlugin(plugin[0], plugin[1]);
      else this.#univer.registerPlugin(plugin);
    }
    const injector = this.#univer.__getInjector();
    this.api = FUniver.newAPI(this.#univer);
    this.load(EMPTY);
    this.#commands = injector.get(ICommandService);
    this.#reader = new UniverReader(injector.get(FormulaDataModel), () => this.#workbook());
    this.#hints = new UniverHints(injector);
    const names = functions.map(({ name }) => name.replaceAll(".", "\\."));
    this.#callsOurs = new RegExp(`(^|[^\\w.])(${names.join("|")})\\s*\\(`, "i");
    const calls: UniverFunctionCalls = {
      jobs: this.#jobs,
      onEvaluated: (place, areas, messages) => {
        this.#watch.setCell(place, areas);
        this.#hints.set(place, messages);
      },
    };
    const executors = functions.map((entry) => new UniverFunction(entry, calls));
    injector.get(IFunctionService).registerExecutors(...executors);
    this.#commands.onCommandExecuted((command, options) => this.#onCommand(command, options));
    this.api.addEvent(this.api.Event.SelectionChanged, ({ worksheet, selections }) =>
      this.#tellSelection(worksheet.getSheet(), selections.at(-1)),
    );
  }

  /** Replaces the workbook; every formula is calculated. */
  load(workbook: WorkbookData): void {
    const instances = this.#univer.__getInjector().get(IUniverInstanceService);
    const old = instances.getCurrentUnitOfType<Workbook>(UniverInstanceType.UNIVER_SHEET);
    this.#jobs.forget(() => true);
    this.#watch.clear();
    this.#hints?.clear();
    this.#loads += 1;
    if (old) instances.disposeUnit(old.getUnitId());
    this.#univer.createUnit(
      UniverInstanceType.UNIVER_SHEET,
      toUniverWorkbook(`workbook-${this.#loads}`, workbook),
    );
  }

  /** Everything in the grid as plain data; results that spill are left to their formula. */
  sheets(): readonly SheetData[] {
    return this.#workbook()
      .getSheets()
      .map((sheet) => this.#reader.sheetData(sheet));
  }

  name(): string {
    return this.#workbook().getName();
  }

  /** Reads an area for a function; a typed change near it makes the functions near it run again. */
  area(address: string): SheetBlock | null {
    const block = this.#reader.area(address);
    if (block) this.#addRead(block.address);
    return block;
  }

  region(address: string): SheetBlock {
    const block = this.#reader.region(address);
    this.#addRead(block.address);
    return block;
  }

  onSelectionChange(listener: (address: string | null) => void): () => void {
    this.#selectionListeners.add(listener);
    return () => this.#selectionListeners.delete(listener);
  }

  /** Runs our formulas in the area again, or everywhere when null. */
  recalculate(address: string | null): void {
    const range = address === null ? null : parseAddress(address);
    const sheetId = range && this.#reader.sheet(range.sheet)?.getSheetId();
    const isWanted = ({ row, column, ...place }: CellPlace) =>
      !range ||
      (place.sheetId === sheetId &&
        row >= range.row &&
        row < range.row + range.rows &&
        column >= range.column &&
        column < range.column + range.columns);
    this.#jobs.forget(isWanted);
    this.#calculate(this.#ourCells().filter(isWanted));
  }

  close(): void {
    this.#jobs.close();
    if (this.#tidyTimer !== null) clearTimeout(this.#tidyTimer);
    this.#univer.dispose();
  }

  #workbook(): Workbook {
    const instances = this.#univer.__getInjector().get(IUniverInstanceService);
    const workbook = instances.getCurrentUnitOfType<Workbook>(UniverInstanceType.UNIVER_SHEET);
    if (!workbook) throw new Error("The grid holds no workbook");
    return workbook;
  }

  #addRead(address: string): void {
    const range = parseAddress(address);
    const sheetId = range && this.#reader.sheet(range.sheet)?.getSheetId();
    if (!range || !sheetId) return;
    this.#watch.addRead({
      sheetId,
      startRow: range.row,
      endRow: range.row + range.rows - 1,
      startColumn: range.column,
      endColumn: range.column + range.columns - 1,
    });
  }

  /** Cells whose formula calls a function of ours. */
  #ourCells(): CellPlace[] {
    const places: CellPlace[] = [];
    for (const sheet of this.#workbook().getSheets()) {
      const sheetId = sheet.getSheetId();
      sheet.getCellMatrix().forValue((row, column, cell) => {
        if ((cell?.f ?? cell?.si) && this.#isOurs({ sheetId, row, column }))
          places.push({ sheetId, row, column });
      });
    }
    return places;
  }

  #isOurs({ sheetId, row, column }: CellPlace): boolean {
    return this.#callsOurs.test(this.#reader.formula(sheetId, row, column) ?? "");
  }

  #calculate(places: readonly CellPlace[]): void {
    if (places.length === 0) return;
    const unitId = this.#workbook().getUnitId();
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
    this.#commands.syncExecuteCommand(SetTriggerFormulaCalculationStartMutation.id, params, {
      onlyLocal: true,
    });
  }

  #onCommand(command: Readonly<ICommandInfo>, options?: IExecutionOptions): void {
    if (STRUCTURE_CHANGES.has(command.id)) {
      this.#isStructureChanged = true;
      this.#tidySoon();
    } else if (command.id === "sheet.mutation.set-range-values" && options?.["fromFormula"] !== true) {
      const { subUnitId, cellValue } = command.params as ValuesMutation;
      this.#onTyped(subUnitId, cellValue ?? {});
      this.#tidySoon();
    }
  }

  /** Functions that read around their cell run again when what they read may have changed. */
  #onTyped(sheetId: string, cellValue: Record<number, Record<number, unknown>>): void {
    const rows = Object.keys(cellValue).map(Number);
    const columns = Object.values(cellValue).flatMap((row) => Object.keys(row).map(Number));
    if (rows.length === 0 || columns.length === 0) return;
    const concerned = this.#watch.concerned({
      sheetId,
      startRow: Math.min(...rows),
      endRow: Math.max(...rows),
      startColumn: Math.min(...columns),
      endColumn: Math.max(...columns),
    });
    const keys = new Set(concerned.map(({ sheetId: id, row, column }) => `${id}\n${row}\n${column}`));
    const forgotten = this.#jobs.forget(({ sheetId: id, row, column }) =>
      keys.has(`${id}\n${row}\n${column}`),
    );
    queueMicrotask(() => this.#calculate(forgotten.filter((place) => this.#isOurs(place))));
  }

  /** After an edit: work for formulas that are gone is cancelled, and formulas that moved ask from their new place. */
  #tidySoon(): void {
    if (this.#tidyTimer !== null) return;
    this.#tidyTimer = setTimeout(() => {
      this.#tidyTimer = null;
      if (this.#isStructureChanged) this.#calculate(this.#ourCells());
      this.#isStructureChanged = false;
      const gone = this.#jobs.forget((place) => !this.#isOurs(place));
      for (const place of gone) this.#hints.set(place, new Map());
    }, TIDY_DELAY_MS);
  }

  #tellSelection(sheet: Worksheet, range: IRange | undefined): void {
    const address = range ? this.#reader.address(sheet, range) : null;
    for (const listener of this.#selectionListeners) listener(address);
  }
}

function functionInfo({ name, description, parameters }: GridFunction): IFunctionInfo {
  return {
    functionName: name,
    functionType: FunctionType.User,
    description,
    abstract: description,
    functionParameter: parameters.map((parameter) => ({
      name: parameter.name,
      detail: parameter.description,
      example: "",
      require: parameter.optional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
      repeat: BooleanNumber.FALSE,
    })),
  };
}
