import type { CellPlace } from "./job-table.ts";
import type { Area } from "./read-watch.ts";

/**
 * The cells as areas of one column each, as few as there can be. The grid compares every area that it is given with
 * every other, so that thousands of cells of a filled column must not come as thousands of areas.
 */
export function columnRuns(places: readonly CellPlace[]): readonly Area[] {
  const columns = new Map<string, { sheetId: string; column: number; rows: number[] }>();
  for (const { sheetId, row, column } of places) {
    const key = `${sheetId}\n${column}`;
    const known = columns.get(key) ?? { sheetId, column, rows: [] };
    columns.set(key, known);
    known.rows.push(row);
  }
  return [...columns.values()].flatMap(({ sheetId, column, rows }) => {
    const areas: {
      sheetId: string;
      startRow: number;
      endRow: number;
      startColumn: number;
      endColumn: number;
    }[] = [];
    for (const row of rows.sort((a, b) => a - b)) {
      const last = areas.at(-1);
      if (last && row <= last.endRow + 1) last.endRow = row;
      else areas.push({ sheetId, startRow: row, endRow: row, startColumn: column, endColumn: column });
    }
    return areas;
  });
}

/** One area for each column that holds some of the cells, from the topmost to the lowest. */
export function columnBounds(places: readonly CellPlace[]): readonly Area[] {
  const columns = new Map<string, Area>();
  for (const { sheetId, row, column } of places) {
    const key = `${sheetId}\n${column}`;
    const { startRow, endRow } = columns.get(key) ?? { startRow: row, endRow: row };
    columns.set(key, {
      sheetId,
      startRow: Math.min(startRow, row),
      endRow: Math.max(endRow, row),
      startColumn: column,
      endColumn: column,
    });
  }
  return [...columns.values()];
}
