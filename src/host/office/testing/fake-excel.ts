import { CellDate } from "../../../core/examples/cell-date.ts";
import { type CellValue, plainValue, promptText } from "../../../core/examples/cell-value.ts";
import { cellOf, formatAddress, parseAddress, type RangeAddress } from "../../../core/ranges/a1.ts";

/** Error class of Excel's custom functions. */
class CustomFunctionsError {
  readonly code: string;
  readonly message: string;
  constructor(code: string, message = "") {
    this.code = code;
    this.message = message;
  }
}

const cellKey = (sheet: string, row: number, column: number): string => `${sheet}!${row},${column}`;

const itemNotFound = (name: string): Error =>
  Object.assign(new Error(`The requested resource ${name} doesn't exist.`), { code: "ItemNotFound" });

/** What the formula =1/0 gives. */
const DIV_0 = "#DIV/0!";

/** Signs that are errors where they are typed; the last one is also what Excel tells of a data type. */
const ERRORS: ReadonlySet<CellValue> = new Set(["#N/A", "#VALUE!"]);

interface FakeCell {
  value: CellValue;
  formula: string;
  format: string;
  isError: boolean;
}

/** Properties of a range that Excel gives only after `load` and `sync`, as it does. */
class FakeRange {
  readonly #excel: FakeExcel;
  readonly #place: RangeAddress | null;
  #loaded: ReadonlySet<string> = new Set();
  #asked = new Set<string>();

  constructor(excel: FakeExcel, place: RangeAddress | null) {
    this.#excel = excel;
    this.#place = place;
    excel.ranges.push(this);
  }

  load(names: string | readonly string[]): void {
    for (const name of [names].flat()) {
      this.#asked.add(name);
      if (this.#place) this.#excel.loads.push({ name, address: formatAddress(this.#place) });
    }
  }

  settle(): void {
    this.#loaded = new Set([...this.#loaded, ...this.#asked]);
  }

  get isNullObject(): boolean {
    return this.#place === null;
  }

  get address(): string {
    this.#needs("address");
    const { sheet, ...place } = this.#place!;
    return `'${sheet}'!${formatAddress({ ...place, sheet: null })}`;
  }

  get values(): CellValue[][] {
    this.#needs("values");
    return this.#cells().map((row) => row.map(({ value }) => value));
  }

  get valueTypes(): string[][] {
    this.#needs("valueTypes");
    const cells = this.#cells();
    return cells.map((row) => row.map(({ isError }) => (isError ? "Error" : "Other")));
  }

  get formulas(): unknown[][] {
    this.#needs("formulas");
    return this.#cells().map((row) => row.map(({ value, formula }) => formula || value));
  }

  get numberFormat(): string[][] {
    this.#needs("numberFormat");
    return this.#cells().map((row) => row.map(({ format }) => format));
  }

  set numberFormat(formats: (string | null)[][]) {
    const { sheet, row, column } = this.#place!;
    formats.forEach((cells, r) =>
      cells.forEach((format, c) => {
        if (format !== null) this.#excel.formats.set(cellKey(sheet!, row + r, column + c), format);
      }),
    );
  }

  set formulas(formulas: unknown[][]) {
    const { sheet, row, column } = this.#place!;
    formulas.forEach((cells, r) =>
      cells.forEach((formula, c) => {
        const at = { sheet, row: row + r, column: column + c, rows: 1, columns: 1 };
        this.#excel.written.push({ address: formatAddress(at), formula: String(formula) });
        this.#excel.type(sheet!, at.row, at.column, formula as CellValue);
      }),
    );
  }

  select(): void {
    this.#excel.select(formatAddress(this.#place!));
  }

  getCell(row: number, column: number): FakeRange {
    const place = this.#place!;
    return new FakeRange(this.#excel, {
      ...place,
      row: place.row + row,
      column: place.column + column,
      rows: 1,
      columns: 1,
    });
  }

  getColumn(column: number): FakeRange {
    const place = this.#place!;
    return new FakeRange(this.#excel, { ...place, column: place.column + column, columns: 1 });
  }

  getIntersectionOrNullObject(_sheet: FakeRange): this {
    return this;
  }

  getSpillingToRangeOrNullObject(): FakeRange {
    const spill = this.#excel.spills.get(formatAddress(this.#place!));
    return new FakeRange(this.#excel, spill === undefined ? null : parseAddress(spill));
  }

  getSurroundingRegion(): FakeRange {
    return new FakeRange(this.#excel, this.#excel.used(this.#place!.sheet!));
  }

  #needs(name: string): void {
    if (!this.#loaded.has(name)) throw new Error(`The property '${name}' is not available: load it first.`);
  }

  #cells(): FakeCell[][] {
    const { sheet, row, column, rows, columns } = this.#place!;
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => this.#excel.cell(sheet!, row + r, column + c)),
    );
  }
}

/** As much of Excel's JavaScript API as the product calls, over sheets in memory. */
export class FakeExcel {
  readonly ranges: FakeRange[] = [];
  /** Properties that were asked for, with the areas of which. */
  readonly loads: { name: string; address: string }[] = [];
  /** What the next calls of `Excel.run` end with, one each, before they have done anything. */
  faults: Error[] = [];
  /** Round trips. */
  syncs = 0;
  /** Of the last call of `Excel.run`. */
  options: object = {};
  /** Formulas that were written, in order. */
  readonly written: { address: string; formula: string }[] = [];
  readonly settings = new Map<string, unknown>();
  /** The document's custom XML parts, in order. */
  readonly xmlParts: string[] = [];
  /** Number formats of cells, by `cellKey`. */
  readonly formats = new Map<string, string>();
  /** Areas that formulas fill, by the formula's address. */
  readonly spills = new Map<string, string>();
  /** Set to have the writing of custom XML parts fail with this message. */
  xmlProblem: string | null = null;
  selected = "Sheet1!A1";
  /** Set to have Excel refuse to name the selection, as for several areas. */
  isSelectionOdd = false;
  /** What the window shows; null in an Excel that does not tell. */
  visible: string | null = null;
  /** Requirement sets with their versions, "ExcelApi 1.19"; that of the desktop is told by `visible`. */
  readonly supported = new Set<string>();
  readonly #sheets: ReadonlyMap<string, CellValue[][]>;
  /** A sheet that was asked for by a name that none has: the next `sync` fails for it. */
  #missing: string | null = null;
  /** What the next `sync` brings. */
  readonly #unsettled: (() => void)[] = [];
  /** How often the pane was opened. */
  paneShown = 0;
  readonly #commands = new Map<string, (event: { completed: () => void }) => void>();
  readonly #quoted = new Set<string>();
  readonly #selectionHandlers = new Set<() => void>();

  /** Entries that begin with "=" are formulas; their value is 0, that of =1/0 an error. */
  constructor(sheets: Readonly<Record<string, readonly (readonly CellValue[])[]>>) {
    const copies = Object.entries(sheets).map(
      ([name, rows]) => [name, rows.map((row) => row.map(plainValue))] as const,
    );
    for (const [name, rows] of Object.entries(sheets)) {
      rows.forEach((row, r) =>
        row.forEach((value, c) => {
          if (value instanceof CellDate) this.formats.set(cellKey(name, r, c), value.format);
        }),
      );
    }
    this.#sheets = new Map(copies);
  }

  /** Puts Excel, Office and CustomFunctions where the product finds them. Returns what takes them away again. */
  install(): () => void {
    const globals = { Excel: this.#excel(), Office: this.#office(), CustomFunctions: this.#functions() };
    Object.assign(globalThis, globals);
    return () => {
      for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
    };
  }

  /** Functions by the id they were associated with. */
  readonly associated = new Map<string, (...args: unknown[]) => Promise<unknown>>();

  /** Presses a button of the ribbon; resolves when its command says that it is done. */
  press(name: string): Promise<void> {
    return new Promise((resolve) => this.#commands.get(name)!({ completed: resolve }));
  }

  select(address: string): void {
    this.selected = address;
    for (const handler of this.#selectionHandlers) handler();
  }

  get handlerCount(): number {
    return this.#selectionHandlers.size;
  }

  /**
   * A leading apostrophe keeps the rest as text, and is not part of it; a cell of format Text makes a text of all of
   * it, apostrophe included.
   */
  type(sheet: string, row: number, column: number, entry: CellValue): void {
    const isText = this.formats.get(cellKey(sheet, row, column)) === "@";
    const isQuoted = !isText && typeof entry === "string" && entry.startsWith("'");
    const cells = (this.#sheets.get(sheet)![row] ??= []);
    const asText = typeof entry === "string" ? entry : promptText(entry);
    cells[column] = isQuoted ? entry.slice(1) : isText ? asText : entry;
    if (isQuoted || isText) this.#quoted.add(cellKey(sheet, row, column));
    else this.#quoted.delete(cellKey(sheet, row, column));
  }

  cell(sheet: string, row: number, column: number): FakeCell {
    const entry = this.#sheets.get(sheet)?.[row]?.[column] ?? "";
    const isQuoted = this.#quoted.has(cellKey(sheet, row, column));
    const format = this.formats.get(cellKey(sheet, row, column)) ?? "General";
    const isFormula = typeof entry === "string" && entry.startsWith("=") && !isQuoted;
    if (!isFormula) return { value: entry, formula: "", format, isError: !isQuoted && ERRORS.has(entry) };
    const isError = entry === "=1/0";
    return { value: isError ? DIV_0 : 0, formula: entry, format, isError };
  }

  used(sheet: string): RangeAddress | null {
    const rows = this.#sheets.get(sheet) ?? [];
    if (rows.length === 0) return null;
    const columns = Math.max(...rows.map((row) => row.length));
    return { sheet, row: 0, column: 0, rows: rows.length, columns };
  }

  #excel() {
    const worksheet = (sheet: string) => ({
      getRange: () => new FakeRange(this, this.used(sheet)),
      getRangeByIndexes: (row: number, column: number, rows: number, columns: number) =>
        new FakeRange(this, { sheet, row, column, rows, columns }),
      getUsedRangeOrNullObject: () => new FakeRange(this, this.used(sheet)),
    });
    const names = [...this.#sheets.keys()];
    const context = {
      workbook: {
        worksheets: {
          items: names.map(worksheet),
          load: () => undefined,
          getItem: (name: string) => {
            if (!this.#sheets.has(name)) this.#missing = name;
            return worksheet(name);
          },
          getItemOrNullObject: (name: string) => ({
            isNullObject: !this.#sheets.has(name),
            load: () => undefined,
          }),
          getActiveWorksheet: () => worksheet(names[0]!),
        },
        customXmlParts: {
          add: (xml: string) => this.#putXml(() => this.xmlParts.push(xml)),
          getByNamespace: (namespace: string) => this.#xmlPartsOf(namespace),
        },
        application: { activeWindow: this.#window() },
        getActiveCell: () => {
          const place = parseAddress(this.selected);
          return new FakeRange(this, place && cellOf(place, 0, 0));
        },
        getSelectedRange: () => {
          if (this.isSelectionOdd) throw new Error("InvalidSelection");
          return new FakeRange(this, parseAddress(this.selected));
        },
      },
      sync: () => {
        this.syncs++;
        const missing = this.#missing;
        this.#missing = null;
        if (missing !== null) return Promise.reject(itemNotFound(missing));
        for (const range of this.ranges) range.settle();
        for (const settle of this.#unsettled.splice(0)) settle();
        return Promise.resolve();
      },
    };
    return {
      run: async <T>(options: object, work: (given: typeof context) => Promise<T>): Promise<T> => {
        this.options = options;
        const fault = this.faults.shift();
        if (fault) throw fault;
        return work(context);
      },
    };
  }

  #window() {
    const visible = () => new FakeRange(this, parseAddress(this.visible ?? ""));
    return {
      get visibleRange() {
        return visible();
      },
    };
  }

  /** Parts and their text are there after `load` and `sync`, as in Excel. */
  #putXml(put: () => void): void {
    this.#unsettled.push(() => {
      if (this.xmlProblem !== null) throw new Error(this.xmlProblem);
      put();
    });
  }

  #xmlPartsOf(namespace: string) {
    let items: object[] | null = null;
    const part = (index: number) => ({
      getXml: () => {
        const result = { value: "" };
        this.#unsettled.push(() => (result.value = this.xmlParts[index]!));
        return result;
      },
      setXml: (xml: string) => this.#putXml(() => (this.xmlParts[index] = xml)),
    });
    const load = () =>
      this.#unsettled.push(() => {
        items = this.xmlParts.flatMap((xml, index) =>
          xml.includes(`xmlns="${namespace}"`) ? [part(index)] : [],
        );
      });
    return {
      load,
      get items(): object[] {
        if (items === null) throw new Error("The property 'items' is not available: load it first.");
        return items;
      },
    };
  }

  #office() {
    return {
      EventType: { DocumentSelectionChanged: "selection" },
      actions: {
        associate: (name: string, run: (event: { completed: () => void }) => void) =>
          this.#commands.set(name, run),
      },
      addin: {
        showAsTaskpane: () => {
          this.paneShown++;
          return Promise.resolve();
        },
      },
      context: {
        requirements: {
          isSetSupported: (name: string, version: string) =>
            name === "ExcelApiDesktop" ? this.visible !== null : this.supported.has(`${name} ${version}`),
        },
        document: {
          addHandlerAsync: (_type: string, handler: () => void) => this.#selectionHandlers.add(handler),
          removeHandlerAsync: (_type: string, { handler }: { handler: () => void }) =>
            this.#selectionHandlers.delete(handler),
          settings: {
            get: (key: string) => this.settings.get(key) ?? null,
          },
        },
      },
    };
  }

  #functions() {
    return {
      Error: CustomFunctionsError,
      ErrorCode: { notAvailable: "#N/A", invalidValue: "#VALUE!" },
      associate: (id: string, run: (...args: unknown[]) => Promise<unknown>) => this.associated.set(id, run),
    };
  }
}
