import type { CellError } from "../../core/errors/cell-error.ts";
import { cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { cellOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { Answers } from "../product.ts";
import type { Row, RowRunner } from "../rows/row-runner.ts";

/** Most cells that one formula fills. */
export const SPILL_LIMIT = 10_000;

/** Throws tooManyCells for a matrix that one formula may not fill. */
export function checkSpill(matrix: readonly (readonly unknown[])[]): void {
  const cells = matrix.reduce((sum, row) => sum + row.length, 0);
  if (cells > SPILL_LIMIT) throw cellError("tooManyCells", { cells, limit: SPILL_LIMIT });
}

/** A cell whose answer is known without the model. */
export interface KnownCell {
  readonly value: CellValue;
  /** Called once with the cell's address; null where the host does not tell. */
  readonly onPlaced: (address: string | null) => void;
}

/** A cell to fill: a row to run, an answer, or null for a blank input, whose answer is blank too. */
export type SpillCell = Omit<Row, "address"> | KnownCell | null;

/**
 * Runs all cells of a call, [rows][columns], with the caller at the top left. A failing cell is its CellError in the
 * matrix and leaves the others alone. Throws tooManyCells.
 */
export async function runSpill(
  cells: readonly (readonly SpillCell[])[],
  caller: string | null,
  runner: RowRunner,
  signal: AbortSignal,
): Promise<Answers> {
  checkSpill(cells);
  const place = caller === null ? null : parseAddress(caller);
  const runCell = (cell: SpillCell, row: number, column: number): Promise<CellValue | CellError> => {
    if (!cell) return Promise.resolve("");
    const address = place && formatAddress(cellOf(place, row, column));
    if ("value" in cell) {
      cell.onPlaced(address);
      return Promise.resolve(cell.value);
    }
    return runner.run({ ...cell, address }, signal);
  };
  return Promise.all(
    cells.map((row, rowIndex) => Promise.all(row.map((cell, column) => runCell(cell, rowIndex, column)))),
  );
}
