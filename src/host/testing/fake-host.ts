import type { CellValue } from "../../core/examples/cell-value.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock, SpreadsheetHost } from "../port.ts";

/** A sheet in memory: texts that begin with "=" are formulas without a value yet. */
export class FakeHost implements SpreadsheetHost {
  readonly kind = "playground";
  readonly recalculated: (string | null)[] = [];
  saved: string | null;
  answers: string | null = null;
  /** Set to have `saveAnswers` fail with this message. */
  answersProblem: string | null = null;
  readonly #rows: readonly (readonly CellValue[])[];
  readonly #listeners = new Set<(address: string | null) => void>();

  constructor(rows: readonly (readonly CellValue[])[], saved: string | null = null) {
    this.#rows = rows;
    this.saved = saved;
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

  onSelectionChange(listener: (address: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  select(address: string | null): void {
    for (const listener of this.#listeners) listener(address);
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

  recalculate(address: string | null): Promise<void> {
    this.recalculated.push(address);
    return Promise.resolve();
  }

  #read(place: RangeAddress): SheetBlock {
    const entries = Array.from({ length: place.rows }, (_, row) =>
      Array.from(
        { length: place.columns },
        (_, column) => this.#rows[place.row + row]?.[place.column + column] ?? "",
      ),
    );
    const isFormula = (entry: CellValue) => typeof entry === "string" && entry.startsWith("=");
    return {
      address: formatAddress(place),
      values: entries.map((row) => row.map((entry) => (isFormula(entry) ? "" : entry))),
      formulas: entries.map((row) => row.map(isFormula)),
    };
  }
}
