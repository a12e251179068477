import type { CellPlace } from "./job-table.ts";

/** A rectangle of cells on a sheet, zero-based, ends included. */
export interface Area {
  readonly sheetId: string;
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
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

const cellKey = ({ sheetId, row, column }: CellPlace): string => `${sheetId}\n${row}\n${column}`;
const areaKey = (area: Area): string =>
  [area.sheetId, area.startRow, area.endRow, area.startColumn, area.endColumn].join("\n");

/**
 * Remembers what functions read around their cells, which the formula engine cannot track: `=GPT(A7)` depends on the
 * finished rows near A7. A typed change near something read concerns the formulas that stand or look near it.
 */
export class ReadWatch {
  readonly #reads = new Map<string, Area>();
  readonly #cells = new Map<string, { place: CellPlace; areas: readonly Area[] }>();

  addRead(area: Area): void {
    this.#reads.set(areaKey(area), area);
  }

  /** The areas that a cell's formula names. */
  setCell(place: CellPlace, areas: readonly Area[]): void {
    const own = {
      sheetId: place.sheetId,
      startRow: place.row,
      endRow: place.row,
      startColumn: place.column,
      endColumn: place.column,
    };
    this.#cells.set(cellKey(place), { place, areas: [own, ...areas] });
  }

  /** Cells whose answers may change when the cells of `change` were typed over. */
  concerned(change: Area): readonly CellPlace[] {
    const reads = [...this.#reads.values()].filter((read) => isNear(read, change));
    if (reads.length === 0) return [];
    return [...this.#cells.values()]
      .filter(({ areas }) => areas.some((area) => reads.some((read) => isNear(area, read))))
      .map(({ place }) => place);
  }

  clear(): void {
    this.#reads.clear();
    this.#cells.clear();
  }
}
