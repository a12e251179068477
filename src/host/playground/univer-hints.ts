import type { Injector } from "@univerjs/core";
import { CellAlertManagerService, CellAlertType, HoverManagerService } from "@univerjs/preset-sheets-core";
import "./univer-hints.css";
import { MESSAGES } from "../messages.ts";
import { type CellPlace, placeKey } from "./job-table.ts";

/** Univer's key of the hint beside a cell with an error; showing under it replaces Univer's own general text. */
const ALERT_KEY = "SHEET_FORMULA_ALERT";
/** Univer shows its own hint after 100 ms. */
const ALERT_DELAY_MS = 150;

interface CellMessages {
  readonly place: CellPlace;
  /** By "row,column" counted from the cell that holds the formula. */
  readonly messages: ReadonlyMap<string, string>;
}

interface FoundMessage {
  readonly key: string;
  readonly message: string;
}

/** Why a cell shows an error, in our words, in the hint that appears when the pointer rests on it. */
export class UniverHints {
  readonly #injector: Injector;
  readonly #cells = new Map<string, CellMessages>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Key of the formula whose message was shown last. */
  #shown: string | null = null;

  constructor(injector: Injector) {
    this.#injector = injector;
    injector.get(HoverManagerService).currentCell$.subscribe((cell) => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (!cell) return;
      const { row, col, subUnitId, unitId } = cell.location;
      const found = this.#find({ sheetId: subUnitId, row, column: col });
      if (found !== null)
        this.#timer = setTimeout(() => this.#show(found, { row, col, subUnitId, unitId }), ALERT_DELAY_MS);
    });
  }

  set(place: CellPlace, messages: ReadonlyMap<string, string>): void {
    const key = placeKey(place);
    if (messages.size > 0) {
      this.#cells.set(key, { place, messages });
      return;
    }
    this.#cells.delete(key);
    // The pointer may rest on while the cell gets its answer.
    if (key === this.#shown) this.#injector.get(CellAlertManagerService).removeAlert(ALERT_KEY);
  }

  /** The message of a cell, also of one that another cell's formula filled. */
  message(at: CellPlace): string | null {
    return this.#find(at)?.message ?? null;
  }

  clear(): void {
    this.#cells.clear();
  }

  /** The message of a cell and the key of the formula that it comes from. */
  #find(at: CellPlace): FoundMessage | null {
    for (const [key, { place, messages }] of this.#cells) {
      if (place.sheetId !== at.sheetId) continue;
      const message = messages.get(`${at.row - place.row},${at.column - place.column}`);
      if (message !== undefined) return { key, message };
    }
    return null;
  }

  #show(
    { key, message }: FoundMessage,
    location: { row: number; col: number; subUnitId: string; unitId: string },
  ): void {
    const alerts = this.#injector.get(CellAlertManagerService);
    alerts.removeAlert(ALERT_KEY);
    this.#shown = key;
    alerts.showAlert({
      type: CellAlertType.ERROR,
      title: MESSAGES.noAnswer,
      message,
      location,
      width: 260,
      height: 96,
      key: ALERT_KEY,
    });
  }
}
