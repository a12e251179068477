import type { Injector, Univer, Workbook } from "@univerjs/core";
import {
  BooleanNumber,
  ICommandService,
  IUniverInstanceService,
  LifecycleService,
  LifecycleStages,
  ThemeService,
  UniverInstanceType,
} from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import type { IFunctionInfo } from "@univerjs/preset-sheets-core";
import {
  AutoFillUIController,
  FormulaDataModel,
  FunctionType,
  ILayoutService,
  IDescriptionService,
  IFunctionService,
} from "@univerjs/preset-sheets-core";
import type { Language } from "../../core/language/language.ts";
import { parseAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock, SheetEdit } from "../port.ts";
import { AnswerWriter } from "./answer-writer.ts";
import { createUniver } from "./create-univer.ts";
import { FormulaUpkeep } from "./formula-upkeep.ts";
import type { GridAnswers, GridFunction } from "./grid-function.ts";
import type { CellPlace } from "./job-table.ts";
import { JobTable } from "./job-table.ts";
import { ReadWatch } from "./read-watch.ts";
import { SelectionWatch } from "./selection-watch.ts";
import { showSpilledFormats } from "./spill-formats.ts";
import { SheetRoom } from "./sheet-room.ts";
import { addContextMenu, type GridMenuItem } from "./univer-menu.ts";
import type { UniverFunctionCalls } from "./univer-function.ts";
import { UniverFunction } from "./univer-function.ts";
import { speakInGrid } from "./univer-language.ts";
import { UniverHints } from "./univer-hints.ts";
import { UniverReader } from "./univer-reader.ts";
import { UniverWriter } from "./univer-writer.ts";
import { toUniverWorkbook } from "./univer-workbook.ts";
import { columnBounds } from "./column-runs.ts";
import { isPlainCall, isWholeCall } from "./whole-call.ts";
import type { SheetData, WorkbookData } from "./workbook-data.ts";

const EMPTY: WorkbookData = {
  name: "Workbook",
  sheets: [{ name: "Sheet1", rows: [], columnWidths: [] }],
  settings: null,
};

/** The playground's spreadsheet. The other univer-*.ts files beside this one are its parts. */
export class UniverGrid {
  readonly api: FUniver;
  readonly #univer: Univer;
  readonly #injector: Injector;
  readonly #reader: UniverReader;
  readonly #writer: UniverWriter;
  readonly #hints: UniverHints;
  readonly #upkeep: FormulaUpkeep;
  readonly #selection: SelectionWatch;
  readonly #jobs = new JobTable<GridAnswers>((places) => this.#upkeep.deliver(places));
  readonly #watch = new ReadWatch();
  readonly #editListeners = new Set<() => void>();
  #names: readonly string[] = [];
  #callsOurs: RegExp | null = null;
  #loads = 0;

  constructor(container: HTMLElement, isDark = false) {
    this.#univer = createUniver(container, isDark);
    const injector = this.#univer.__getInjector();
    this.#injector = injector;
    this.api = FUniver.newAPI(this.#univer);
    this.#show(EMPTY);
    // Univer makes it three seconds after it has drawn; until then dragging the fill handle would do nothing.
    this.#whenDrawn(() => void injector.get(AutoFillUIController));
    this.#reader = new UniverReader(injector.get(FormulaDataModel), () => this.#workbook());
    this.#writer = new UniverWriter({
      commands: injector.get(ICommandService),
      reader: this.#reader,
      workbook: () => this.#workbook(),
      whenDrawn: (work) => this.#whenDrawn(work),
    });
    this.#hints = new UniverHints(injector);
    showSpilledFormats(injector);
    new SheetRoom({
      commands: injector.get(ICommandService),
      reader: this.#reader,
      workbook: () => this.#workbook(),
    });
    this.#upkeep = new FormulaUpkeep({
      commands: injector.get(ICommandService),
      jobs: this.#jobs,
      watch: this.#watch,
      hints: this.#hints,
      answers: new AnswerWriter({
        commands: injector.get(ICommandService),
        jobs: this.#jobs,
        hints: this.#hints,
        unitId: () => this.#workbook().getUnitId(),
        isOneCall: (place) => this.#isOneCall(place),
        isFormatted: (place) => this.#isFormatted(place),
      }),
      unitId: () => this.#workbook().getUnitId(),
      ourCells: () => this.#ourCells(),
      isOurs: (place) => this.#isOurs(place),
      hasFormula: ({ sheetId, row, column }) => this.#reader.formula(sheetId, row, column) !== null,
      mayBeRead: (places) => this.#mayBeRead(places),
      onEdit: () => {
        for (const listener of this.#editListeners) listener();
      },
    });
    this.#selection = new SelectionWatch(this.api, injector, this.#reader);
  }

  /** Makes the functions known to formulas. Once, before a workbook that uses them is loaded. */
  register(functions: readonly GridFunction[]): void {
    this.#names = functions.map(({ name }) => name);
    const alternatives = this.#names.map((name) => name.replaceAll(".", "\\.")).join("|");
    this.#callsOurs = new RegExp(`(^|[^\\w.])(${alternatives})\\s*\\(`, "i");
    const calls: UniverFunctionCalls = {
      jobs: this.#jobs,
      // The engine's own list of names does not know a sheet that was added since it last looked.
      sheetName: (sheetId) => this.#workbook().getSheetBySheetId(sheetId)?.getName() ?? null,
      onAsked: (place, areas) => this.#watch.setCell(place, areas),
      isFormatted: (place) => this.#isFormatted(place),
      onEvaluated: (place, messages) => this.#hints.set(place, messages),
    };
    const executors = functions.map((entry) => new UniverFunction(entry, calls));
    this.#injector.get(IFunctionService).registerExecutors(...executors);
    this.#injector.get(IDescriptionService).registerDescriptions(functions.map(functionInfo));
  }

  /** Replaces the workbook. Results that came with it stand until their formula is calculated again. */
  load(workbook: WorkbookData): void {
    this.#jobs.forget(() => true);
    this.#watch.clear();
    this.#hints.clear();
    this.#show(workbook);
  }

  /** Everything in the grid as plain data; results that spill are left to their formula. */
  sheets(): readonly SheetData[] {
    return this.#workbook()
      .getSheets()
      .map((sheet) => this.#reader.sheetData(sheet));
  }

  /** As `sheets`, in many short turns: a large workbook takes a while. */
  async sheetsInTurns(): Promise<readonly SheetData[]> {
    const sheets: SheetData[] = [];
    for (const sheet of this.#workbook().getSheets()) sheets.push(await this.#reader.sheetDataInTurns(sheet));
    return sheets;
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
    return this.#selection.onChange(listener);
  }

  /** Told after each change by the person, never for results of formulas. */
  onEdit(listener: () => void): () => void {
    this.#editListeners.add(listener);
    return () => this.#editListeners.delete(listener);
  }

  /** What the cells of an area hold as typed. */
  entries(address: string): SheetEdit {
    return this.#writer.entries(address);
  }

  readonly hasSheet = (name: string): boolean => this.#reader.sheet(name) !== null;

  /** What the formula of a cell fills where that is more than the cell; else null. */
  spillOf(address: string): string | null {
    return this.#reader.spillOf(address);
  }

  write(edits: readonly SheetEdit[]): void {
    this.#writer.write(edits);
  }

  /** Selects an area of the active sheet, "B7". */
  select(address: string): void {
    this.api.getActiveWorkbook()?.getActiveSheet().getRange(address).activate();
  }

  /** Adds lines to the menu that a right click on cells opens. */
  addMenu(items: readonly GridMenuItem[]): void {
    addContextMenu(this.#injector, items);
  }

  /** Keys go to the grid from now on. */
  focus(): void {
    this.#injector.get(ILayoutService).focus();
  }

  /** Selects an area on its sheet and brings it into view, at once or as soon as the grid has been drawn. */
  show(address: string): void {
    this.#writer.show(address);
  }

  /** The cells on screen; null before the grid has been drawn. */
  visibleArea(): string | null {
    const sheet = this.api.getActiveWorkbook()?.getActiveSheet();
    const range = sheet?.getVisibleRange();
    return sheet && range ? this.#reader.address(sheet.getSheet(), range) : null;
  }

  setDark(isDark: boolean): void {
    this.#injector.get(ThemeService).setDarkMode(isDark);
  }

  /** Menus and hints speak this language once its texts are fetched; until then, and at first, it is English. */
  speak(language: Language): Promise<void> {
    return speakInGrid(this.#injector, language);
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
    this.#upkeep.calculate(this.#ourCells().filter(isWanted));
  }

  close(): void {
    this.#jobs.close();
    this.#upkeep.close();
    this.#univer.dispose();
  }

  #whenDrawn(work: () => void): void {
    const drawn = this.#injector.get(LifecycleService).onStage(LifecycleStages.Rendered);
    // It rejects when the grid is closed before it has been drawn: there is nothing left to do then.
    void drawn.then(work, () => undefined);
  }

  #show(workbook: WorkbookData): void {
    const instances = this.#injector.get(IUniverInstanceService);
    const old = instances.getCurrentUnitOfType<Workbook>(UniverInstanceType.UNIVER_SHEET);
    this.#loads += 1;
    if (old) instances.disposeUnit(old.getUnitId());
    const isOneCall = (formula: string) => isWholeCall(formula, this.#names);
    const { data, results } = toUniverWorkbook(`workbook-${this.#loads}`, workbook, isOneCall);
    for (const { place, values } of results) this.#jobs.expect(place, values);
    this.#univer.createUnit(UniverInstanceType.UNIVER_SHEET, data);
  }

  #workbook(): Workbook {
    const instances = this.#injector.get(IUniverInstanceService);
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
    return this.#callsOurs?.test(this.#reader.formula(sheetId, row, column) ?? "") ?? false;
  }

  /** Whether a formula names one of these cells, or may read it in a way that nobody knows of. */
  #mayBeRead(places: readonly CellPlace[]): boolean {
    const columns = columnBounds(places);
    let isRead = false;
    for (const sheet of this.#workbook().getSheets()) {
      const sheetId = sheet.getSheetId();
      sheet.getCellMatrix().forValue((row, column, cell) => {
        if (!(cell?.f ?? cell?.si)) return true;
        const formula = this.#reader.formula(sheetId, row, column) ?? "";
        isRead = !isPlainCall(formula, this.#names) || this.#watch.mayRead({ sheetId, row, column }, columns);
        // Ends the loop.
        return !isRead;
      });
      if (isRead) return true;
    }
    return false;
  }

  #isFormatted({ sheetId, row, column }: CellPlace): boolean {
    const sheet = this.#workbook().getSheetBySheetId(sheetId);
    return sheet !== null && sheet !== undefined && this.#reader.format(sheet, row, column) !== null;
  }

  #isOneCall(place: CellPlace): boolean {
    const formula = this.#reader.formula(place.sheetId, place.row, place.column) ?? "";
    return isWholeCall(formula, this.#names) && !this.#reader.isSpilling(place);
  }
}

/** Univer reads it again whenever the language changes. */
function functionInfo({ name, description, parameters }: GridFunction): IFunctionInfo {
  return {
    functionName: name,
    functionType: FunctionType.User,
    get description() {
      return description();
    },
    get abstract() {
      return description();
    },
    functionParameter: parameters.map((parameter) => ({
      name: parameter.name,
      get detail() {
        return parameter.description();
      },
      example: "",
      require: parameter.optional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
      repeat: BooleanNumber.FALSE,
    })),
  };
}
