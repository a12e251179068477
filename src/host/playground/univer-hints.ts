import type { Injector } from "@univerjs/core";
import { CellAlertManagerService, CellAlertType, HoverManagerService } from "@univerjs/preset-sheets-core";
import { MESSAGES } from "../messages.ts";
import type { CellPlace } from "./job-table.ts";

/** Univer's key of the hint beside a cell with an error; showing under it replaces Univer's own general text. */
const ALERT_KEY = "SHEET_FORMULA_ALERT";
/** Univer shows its own hint after 100 ms. */
const ALERT_DELAY_MS = 150;

interface CellMessages {
  readonly place: CellPlace;
  /** By "row,column" counted from the cell that holds the formula. */
  readonly messages: ReadonlyMap<string, string>;
}

/** Why a cell shows an error, in our words, in the hint that appears when the pointer rests on it. */
export class UniverHints {
  readonly #injector: Injector;
  readonly #cells = new Map<string, CellMessages>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(injector: Injector) {
    this.#injector = injector;
    injector.get(HoverManagerService).currentCell$.subscribe((cell) => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      if (!cell) return;
      const { row, col, subUnitId, unitId } = cell.location;
      const message = this.message({ sheetId: subUnitId, row, column: col });
      if (message !== null)
        this.#timer = setTimeout(() => this.#show(message, { row, col, subUnitId, unitId }), ALERT_DELAY_MS);
    });
  }

  set(place: CellPlace, messages: ReadonlyMap<string, string>): void {
    const key = `${place.sheetId}\n${place.row}\n${place.column}`;
    if (messages.size === 0) this.#cells.delete(key);
    else this.#cells.set(key, { place, messages });
  }

  /** The message of a cell, also of one that another cell's formula filled. */
  message(at: CellPlace): string | null {
    for (const { place, messages } of this.#cells.values()) {
      if (place.sheetId !== at.sheetId) continue;
      const message = messages.get(`${at.row - place.row},${at.column - place.column}`);
      if (message !== undefined) return message;
    }
    return null;
  }

  clear(): void {
    this.#cells.clear();
  }

  #show(message: string, location: { row: number; col: number; subUnitId: string; unitId: string }): void {
    const alerts = this.#injector.get(CellAlertManagerService);
    alerts.removeAlert(ALERT_KEY);
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
