import { type CellPlace, placeKey } from "./job-table.ts";

/** A rectangle of cells on a sheet, zero-based, ends included. */
export interface Area {
  readonly sheetId: string;
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

/** Do two areas share a cell? */
function isOverlapping(one: Area, other: Area): boolean {
  return (
    one.sheetId === other.sheetId &&
    one.startRow <= other.endRow &&
    other.startRow <= one.endRow &&
    one.startColumn <= other.endColumn &&
    other.startColumn <= one.endColumn
  );
}

/** Do two areas share a cell, or stand beside each other? */
export function isNear(one: Area, other: Area): boolean {
  return (
    one.sheetId === other.sheetId &&
    one.startRow <= other.endRow + 1 &&
    other.startRow <= one.endRow + 1 &&
    one.startColumn <= other.endColumn + 1 &&
    other.startColumn <= one.endColumn + 1
  );
}

const areaKey = (area: Area): string =>
  [area.sheetId, area.startRow, area.endRow, area.startColumn, area.endColumn].join("\n");

const ownArea = ({ sheetId, row, column }: CellPlace): Area => ({
  sheetId,
  startRow: row,
  endRow: row,
  startColumn: column,
  endColumn: column,
});

/**
 * Remembers what functions read around their cells, which the formula engine cannot track: `=GPT(A7)` depends on the
 * finished rows near A7. A typed change near something read concerns the formulas that stand or look near it.
 */
export class ReadWatch {
  readonly #reads = new Map<string, Area>();
  readonly #cells = new Map<string, { place: CellPlace; named: readonly Area[] }>();

  addRead(area: Area): void {
    this.#reads.set(areaKey(area), area);
  }

  /** The areas that a cell's formula names. */
  setCell(place: CellPlace, named: readonly Area[]): void {
    this.#cells.set(placeKey(place), { place, named });
  }

  /** Whether the formula of this cell names a cell of these areas; true also where nobody told what it names. */
  mayRead(place: CellPlace, areas: readonly Area[]): boolean {
    const cell = this.#cells.get(placeKey(place));
    return cell === undefined || cell.named.some((named) => areas.some((area) => isOverlapping(named, area)));
  }

  /** Cells whose answers may change when the cells of `change` were typed over. */
  concerned(change: Area): readonly CellPlace[] {
    const reads = [...this.#reads.values()].filter((read) => isNear(read, change));
    if (reads.length === 0) return [];
    return [...this.#cells.values()]
      .filter(({ place, named }) =>
        [ownArea(place), ...named].some((area) => reads.some((read) => isNear(area, read))),
      )
      .map(({ place }) => place);
  }

  clear(): void {
    this.#reads.clear();
    this.#cells.clear();
  }
}
