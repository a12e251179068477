import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { cellOf, formatAddress, parseAddress } from "../../core/ranges/a1.ts";
import type { Answers } from "../product.ts";
import { SPILL_LIMIT } from "../calls/spill.ts";
import type { WorkBench } from "../work-bench.ts";

/** What a row of a spill shows. */
export type InspectedRow = readonly (CellValue | CellError)[];

/** The rows made equally wide, with blanks. */
export function evenRows(rows: readonly InspectedRow[]): Answers {
  const width = Math.max(1, ...rows.map(({ length }) => length));
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
}

/**
 * Works on each row, null for a blank one, whose results are blank. A failing row shows its CellError and leaves the
 * others alone.
 */
export async function inspectRows<Row>(
  rows: readonly (Row | null)[],
  { caller, count }: Pick<WorkBench, "caller" | "count">,
  work: (row: Row, index: number) => Promise<InspectedRow | CellError>,
): Promise<Answers> {
  if (rows.length > SPILL_LIMIT) throw cellError("tooManyRows", { rows: rows.length, limit: SPILL_LIMIT });
  const place = caller === null ? null : parseAddress(caller);
  const results = await Promise.all(
    rows.map((row, index) =>
      row === null
        ? Promise.resolve([""])
        : count(place && formatAddress(cellOf(place, index, 0)), () => work(row, index)),
    ),
  );
  return evenRows(results.map((result) => (result instanceof CellError ? [result] : result)));
}
