import type { KeptKey } from "../../core/kept/kept-key.ts";
import { stampUnder } from "../../core/kept/kept-settings.ts";
import type { Settings } from "../../core/options/settings.ts";
import { cellsOf } from "../../core/ranges/a1.ts";
import { BoundedMap } from "./bounded-map.ts";

const CELL_LIMIT = 50_000;

/** A cell and what its answer is kept under. */
export interface KeptCell {
  readonly address: string;
  readonly key: KeptKey;
}

/** The column of a cell, with its sheet: "Capitals!B". */
export const columnOf = (address: string): string => address.replace(/\d+$/, "");

const placeOf = (address: string, question: string): string => `${columnOf(address)} ${question}`;

/** What each cell asked last, and under which settings. */
export class KeptCells {
  readonly #cells = new BoundedMap<string, KeptCell>(CELL_LIMIT);
  /** By column and question: a cell that moves within its column, as by sorting, still asks the same there. */
  readonly #columns = new BoundedMap<string, KeptKey>(CELL_LIMIT);

  set(address: string, key: KeptKey): void {
    this.#cells.set(address, { address, key });
    this.#columns.set(placeOf(address, key.question), key);
  }

  get(address: string): KeptKey | undefined {
    return this.#cells.get(address)?.key;
  }

  /** What the question's answer in the column of a cell is kept under. */
  inColumn(address: string, question: string): KeptKey | undefined {
    return this.#columns.get(placeOf(address, question));
  }

  all(): readonly KeptCell[] {
    return [...this.#cells.values()];
  }

  within(area: string): readonly KeptCell[] {
    return [...cellsOf(area)].flatMap((address) => this.#cells.get(address) ?? []);
  }

  /** Those that would be asked under other settings now than they were. */
  underOthers(workbook: Settings): readonly KeptCell[] {
    const now = new Map<string, string>();
    return this.all().filter(({ key: { settings } }) => {
      if (!now.has(settings)) now.set(settings, stampUnder(workbook, settings));
      return now.get(settings) !== settings;
    });
  }

  /** A cell is empty by now. Its row may have moved: what its column has for the question stays. */
  leave(address: string): void {
    this.#cells.delete(address);
  }

  forget(address: string): void {
    const key = this.get(address);
    this.#cells.delete(address);
    if (key) this.#columns.delete(placeOf(address, key.question));
  }

  forgetArea(area: string): void {
    for (const address of cellsOf(area)) this.forget(address);
  }
}
