import { CellDate, numberInFormat } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { GENERAL, isTextFormat } from "../../core/examples/date-format.ts";
import { cellOf, formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetBlock, SheetEdit, SpreadsheetHost } from "../port.ts";

/** A sheet in memory: texts that begin with "=" are formulas without a value yet. */
export class FakeHost implements SpreadsheetHost {
  readonly kind = "playground";
  readonly recalculated: (string | null)[] = [];
  saved: string | null;
  answers: string | null = null;
  lessons: string | null = null;
  /** Set to have `saveAnswers` fail with this message. */
  answersProblem: string | null = null;
  /** Areas that were brought into view, in order. */
  readonly shown: string[] = [];
  /** Areas that formulas fill, by the formula's address. */
  readonly spills = new Map<string, string>();
  /** What is on screen. */
  visible: string | null = null;
  /** Of sheets that were deleted or renamed: cells of theirs cannot be read. */
  readonly goneSheets = new Set<string>();
  readonly #results = new Map<string, CellValue>();
  readonly #rows: CellEntry[][];
  readonly #listeners = new Set<(address: string | null) => void>();

  constructor(rows: readonly (readonly CellValue[])[], saved: string | null = null) {
    this.#rows = rows.map((row) =>
      row.map((entry) => (isFormula(entry) ? { formula: entry } : typed(entry))),
    );
    this.saved = saved;
  }

  hasSheet(name: string): Promise<boolean> {
    return Promise.resolve(!this.goneSheets.has(name));
  }

  readArea(address: string): Promise<SheetBlock | null> {
    return Promise.resolve(this.#read(parseAddress(address)!));
  }

  /** The whole sheet: the tests keep one block on it. */
  readRegion(address: string): Promise<SheetBlock> {
    const { sheet } = parseAddress(address)!;
    const columns = Math.max(...this.#rows.map((row) => row.length));
    return Promise.resolve(this.#read({ sheet, row: 0, column: 0, rows: this.#rows.length, columns }));
  }

  readEntries(addresses: readonly string[]): Promise<readonly SheetEdit[]> {
    const places = addresses.map((address) => parseAddress(address)!);
    const gone = places.find(({ sheet }) => this.goneSheets.has(sheet ?? ""));
    if (gone) return Promise.reject(new Error(`There is no area ${formatAddress(gone)}`));
    return Promise.resolve(
      places.map((place) => ({ address: formatAddress(place), entries: this.#entries(place) })),
    );
  }

  spillsOf(addresses: readonly string[]): Promise<readonly (string | null)[]> {
    return Promise.resolve(addresses.map((address) => this.spills.get(address) ?? null));
  }

  /** What the formula of a cell shows from now on. */
  showResult(address: string, value: CellValue): void {
    this.#results.set(address, value);
  }

  writeEntries(edits: readonly SheetEdit[]): Promise<void> {
    for (const { address, entries } of edits) {
      const { row, column } = parseAddress(address)!;
      entries.forEach((edited, r) =>
        edited.forEach((entry, c) => {
          const cells = (this.#rows[row + r] ??= []);
          const written = "value" in entry ? { ...entry, ...typed(entry.value) } : entry;
          const { format = cells[column + c]?.format ?? GENERAL, ...rest } = written;
          const isLost = "formula" in rest && written.format === undefined && isTextFormat(format);
          const kept = isLost ? { value: rest.formula } : rest;
          cells[column + c] = format === GENERAL ? kept : { ...kept, format };
        }),
      );
    }
    return Promise.resolve();
  }

  show(address: string): Promise<void> {
    this.shown.push(address);
    this.select(address);
    return Promise.resolve();
  }

  visibleArea(): Promise<string | null> {
    return Promise.resolve(this.visible);
  }

  select(address: string | null): void {
    for (const listener of this.#listeners) listener(address);
  }

  /** What the cells hold as typed, as one text a cell. */
  typed(address: string): CellValue[][] {
    const entries = this.#entries(parseAddress(address)!);
    return entries.map((row) => row.map((entry) => ("formula" in entry ? entry.formula : entry.value)));
  }

  onSelectionChange(listener: (address: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  loadSettings(): Promise<string | null> {
    return Promise.resolve(this.saved);
  }

  saveSettings(json: string): Promise<void> {
    this.saved = json;
    return Promise.resolve();
  }

  loadAnswers(): Promise<string | null> {
    return Promise.resolve(this.answers);
  }

  saveAnswers(text: string): Promise<void> {
    if (this.answersProblem !== null) return Promise.reject(new Error(this.answersProblem));
    this.answers = text;
    return Promise.resolve();
  }

  loadLessons(): Promise<string | null> {
    return Promise.resolve(this.lessons);
  }

  saveLessons(text: string): Promise<void> {
    this.lessons = text;
    return Promise.resolve();
  }

  recalculate(address: string | null): Promise<void> {
    this.recalculated.push(address);
    return Promise.resolve();
  }

  #entries(place: RangeAddress): CellEntry[][] {
    return Array.from({ length: place.rows }, (_, row) =>
      Array.from(
        { length: place.columns },
        (_, column) => this.#rows[place.row + row]?.[place.column + column] ?? { value: null },
      ),
    );
  }

  #read(place: RangeAddress): SheetBlock {
    const entries = this.#entries(place);
    const shown = (entry: CellEntry, row: number, column: number) => {
      const value =
        "formula" in entry ? this.#results.get(formatAddress(cellOf(place, row, column))) : entry.value;
      if ("value" in entry && isErrorSign(entry.value)) return null;
      return typeof value === "number" ? numberInFormat(value, entry.format ?? null) : (value ?? "");
    };
    return {
      address: formatAddress(place),
      values: entries.map((row, r) => row.map((entry, c) => shown(entry, r, c))),
      formulas: entries.map((row) => row.map((entry) => "formula" in entry)),
      opaque: entries.map((row) => row.map((entry) => "value" in entry && isErrorSign(entry.value))),
    };
  }
}

const typed = (value: CellValue): CellEntry =>
  value instanceof CellDate ? { value: value.days, format: value.format } : { value };

/** An error that was typed. */
const isErrorSign = (value: CellValue): boolean => value === "#N/A";

const isFormula = (entry: CellValue): entry is string => typeof entry === "string" && entry.startsWith("=");
