import { cellError, describe } from "../../core/errors/cell-error.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, isSameValue } from "../../core/examples/cell-value.ts";
import { callsOurs } from "../../core/formula-calls.ts";
import type { RangeAddress } from "../../core/ranges/a1.ts";
import { cellOf, formatAddress, overlap, parseAddress } from "../../core/ranges/a1.ts";
import type { CellEntry, SheetEdit, SpreadsheetHost } from "../../host/port.ts";
import { type EditHistory, rowsBeside } from "./edit-history.ts";
import { joinedEdits } from "./joined-edits.ts";
import type { RowsBeside } from "./rows-beside.ts";
import { MESSAGES } from "../messages.ts";
import type { KeptAnswers } from "../rows/kept-answers.ts";
import type { TraceBook } from "../rows/trace-book.ts";
import { asksColumn, numberColumn, textFormat, typedEntry } from "./typed-entry.ts";

export interface CellActionsParts {
  readonly host: Pick<SpreadsheetHost, "readArea" | "readRegion" | "readEntries" | "spillsOf" | "show">;
  readonly history: EditHistory;
  readonly traces: TraceBook;
  /** Holds more answers than there are traces. */
  readonly kept: Pick<KeptAnswers, "cellsIn" | "answerOf">;
  /** Told of each area that has answers of its own now. */
  readonly forgetCells: (area: string) => void;
  /** Told of the cell that was selected where it lies on another sheet than the one before. */
  readonly onOtherSheet: (cell: string) => void;
}

/** A formula that gave way to its answer. */
interface FrozenCell {
  readonly formula: string;
  readonly value: CellValue;
  readonly beside: RowsBeside | null;
}

/** What a person does with answers that stand in the sheet. Each change can be taken back. */
export class CellActions {
  readonly #parts: CellActionsParts;
  /** By address, until another workbook is opened. */
  readonly #frozen = new Map<string, FrozenCell>();

  constructor(parts: CellActionsParts) {
    this.#parts = parts;
  }

  /** Puts their answers in the place of our formulas in an area. Those without an answer stay. */
  async freeze(area: string): Promise<void> {
    await this.#freeze("freeze", area);
  }

  /**
   * Gives frozen cells in an area their formulas back, where the answer still stands as it was. Rejects with an Error
   * in words where there are none.
   */
  async unfreeze(area: string): Promise<void> {
    const { host, history } = this.#parts;
    const range = parseAddress(area);
    const block = range && (await host.readArea(area));
    if (!block) return;
    const found = placesOf(block.address).flatMap(({ address, row, column }) => {
      const frozen = this.#frozen.get(address);
      const isSame =
        frozen && isSameValue(block.values[row]?.[column], frozen.value) && !block.formulas[row]?.[column];
      return isSame ? [{ address, frozen }] : [];
    });
    if (found.length === 0) throw new Error(MESSAGES.nothingFrozen);
    const { haveMoved } = await rowsBeside();
    for (const beside of new Set(found.map(({ frozen }) => frozen.beside)))
      if (beside !== null && (await haveMoved(host, beside))) throw new Error(MESSAGES.rowsMoved);
    const edits = found.map(({ address, frozen }): SheetEdit => ({
      address,
      entries: [[{ formula: frozen.formula }]],
    }));
    await history.apply("unfreeze", joinedEdits(edits));
    for (const { address } of edits) this.#frozen.delete(address);
  }

  /** Takes the answer of one cell over as typed by the person: an example for others. */
  async accept(address: string): Promise<void> {
    await this.#freeze("accept", address);
  }

  /**
   * Replaces the answer of one cell by the person's own. A number, TRUE or FALSE is kept as such, in a cell of dates
   * also a date; all is text in a column of format Text. Rejects with UnclearNumber where the text may be several
   * numbers.
   */
  async correct(address: string, text: string): Promise<void> {
    const { host, history, forgetCells } = this.#parts;
    const [read] = await host.readEntries([address]);
    const entry = read?.entries[0]?.[0];
    if (!entry || !isOurs(entry)) throw new Error(describe(cellError("answerSpills")).text);
    const shown = (await host.readArea(address))?.values[0]?.[0] ?? null;
    const asked = this.#asAnswered(address, shown);
    const beside = asksColumn(text, asked, entry) ? await this.#typedBeside(address) : [];
    const format = asked instanceof CellDate ? asked.format : (entry.format ?? textFormat(beside[0]));
    const column = typeof asked === "number" ? numberColumn(asked, [entry, ...beside]) : null;
    await history.apply("correct", [{ address, entries: [[typedEntry(text, column, format)]] }]);
    forgetCells(address);
  }

  /**
   * Writes a text over what was typed into a cell. Rejects with an Error in words where the cell holds a formula, or
   * that of another fills it.
   */
  async retype(address: string, text: string): Promise<void> {
    const { host, history } = this.#parts;
    const [read] = await host.readEntries([address]);
    const entry = read?.entries[0]?.[0];
    if (!entry || !("value" in entry)) throw new Error(MESSAGES.holdsFormula);
    if (await this.#isSpilled(address)) throw new Error(MESSAGES.filledByFormula);
    await history.apply("retype", [{ address, entries: [[{ ...entry, value: text.trim() }]] }]);
  }

  /** Selects the next answer that the model is less sure of than the threshold; false where there is none. */
  async showUnsure(threshold: number): Promise<boolean> {
    const { host, traces, onOtherSheet } = this.#parts;
    const here = traces.selected;
    for (const { address, value } of traces.unsure(threshold)) {
      const block = await host.readArea(address);
      if (isSameValue(block?.values[0]?.[0], value)) {
        await host.show(address);
        if (here !== null && sheetOf(address) !== sheetOf(here)) onOtherSheet(address);
        return true;
      }
      // Typed over or deleted since.
      traces.erase(address);
    }
    return false;
  }

  /** Forgets which cells were frozen: another workbook was opened. */
  forget(): void {
    this.#frozen.clear();
  }

  /**
   * Whether the formula of another cell fills this one too. False where the host refuses to read the cells around it.
   */
  async #isSpilled(address: string): Promise<boolean> {
    const { host } = this.#parts;
    const place = parseAddress(address)!;
    const block = await host.readRegion(address).catch(() => null);
    if (block === null) return false;
    const [read] = await host.readEntries([block.address]).catch(() => []);
    // A formula fills cells below it and to its right, and none that another one fills.
    const last = new Map<number, string>();
    for (const cell of placesOf(block.address)) {
      const entry = read?.entries[cell.row]?.[cell.column];
      const { row, column } = parseAddress(cell.address)!;
      if (entry && "formula" in entry && row <= place.row && column <= place.column)
        last.set(column, cell.address);
    }
    const spills = await host.spillsOf([...last.values()]).catch(() => []);
    return spills.some((spill) => spill !== null && overlap(parseAddress(spill)!, place));
  }

  /** What was typed into the column of a cell, the nearest first; nothing where the host refuses to read so much. */
  async #typedBeside(address: string): Promise<readonly CellEntry[]> {
    const { host } = this.#parts;
    const place = parseAddress(address)!;
    const block = await host.readRegion(address).catch(() => null);
    const region = block && parseAddress(block.address);
    if (!region) return [];
    const column = { ...region, column: place.column, columns: 1 };
    const [read] = await host.readEntries([formatAddress(column)]).catch(() => []);
    const typed = (read?.entries ?? []).flatMap(([entry], row) => {
      const isTyped = entry && "value" in entry && !isBlank(entry.value);
      return isTyped ? [{ entry, distance: Math.abs(region.row + row - place.row) }] : [];
    });
    return typed.toSorted((one, other) => one.distance - other.distance).map(({ entry }) => entry);
  }

  /** A value that a cell shows: as the date that was answered, where the cell has no number format to tell. */
  #asAnswered(address: string, value: CellValue): CellValue {
    if (typeof value !== "number") return value;
    const { traces, kept } = this.#parts;
    const trace = traces.find(address);
    const [cell] = trace ? [] : kept.cellsIn(address);
    const source = trace && "answer" in trace ? trace.answer : (trace ?? (cell && kept.answerOf(cell.key)));
    const answered = source && "value" in source ? source.value : null;
    return answered instanceof CellDate && isSameValue(answered, value) ? answered : value;
  }

  async #freeze(kind: "freeze" | "accept", area: string): Promise<void> {
    const { host, history, forgetCells } = this.#parts;
    const block = await host.readArea(area);
    if (!block) return;
    const [read] = await host.readEntries([block.address]);
    const answered = placesOf(block.address).flatMap(({ address, row, column }) => {
      const entry = read?.entries[row]?.[column];
      const value = block.values[row]?.[column] ?? null;
      if (!entry || !isOurs(entry) || isBlank(value) || isErrorSign(value)) return [];
      return [{ address, formula: entry.formula, value }];
    });
    if (answered.length === 0) throw new Error(describe(cellError("nothingToFreeze")).text);
    const spills = await host.spillsOf(answered.map(({ address }) => address));
    const edits: SheetEdit[] = [];
    const frozen: [string, Omit<FrozenCell, "beside">][] = [];
    for (const [place, { address, formula, value }] of answered.entries()) {
      const spill = spills[place] ?? address;
      const values = spill === address ? [[value]] : ((await host.readArea(spill))?.values ?? [[value]]);
      const area = parseAddress(spill)!;
      const entries = values.map((cells, row) =>
        cells.map((cell, column) => ({
          value: this.#asAnswered(formatAddress(cellOf(area, row, column)), cell),
        })),
      );
      edits.push({ address: spill, entries });
      // An accepted answer is the person's own from then on.
      if (kind === "freeze" && spill === address) frozen.push([address, { formula, value }]);
    }
    const beside = await history.apply(kind, joinedEdits(edits));
    for (const [address, cell] of frozen) this.#frozen.set(address, { ...cell, beside });
    for (const { address } of edits) forgetCells(address);
  }
}

const sheetOf = (address: string): string | null => parseAddress(address)?.sheet ?? null;

function isOurs(entry: CellEntry): entry is { formula: string } {
  return "formula" in entry && callsOurs(entry.formula);
}

/** Hosts give what a cell shows; a formula that failed shows its sign. */
const isErrorSign = (value: CellValue): boolean =>
  typeof value === "string" && /^#[A-Z/0]+[!?]?$/.test(value);

/** The cells of an area, with their places in it. */
function placesOf(area: string): { address: string; row: number; column: number }[] {
  const range: RangeAddress = parseAddress(area)!;
  return Array.from({ length: range.rows * range.columns }, (_, index) => {
    const [row, column] = [Math.floor(index / range.columns), index % range.columns];
    return { address: formatAddress(cellOf(range, row, column)), row, column };
  });
}
