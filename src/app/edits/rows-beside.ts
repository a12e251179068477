import { isBlank, plainValue } from "../../core/examples/cell-value.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock, SheetEdit, SpreadsheetHost } from "../../host/port.ts";

/** How far rows may have moved to be found again. */
const MOST_MOVED = 100;

/** What is read around and above a cell where the host refuses to read all that it stands in. */
const NEAR = { rows: 200, columns: 20 } as const;

export type RowReader = Pick<SpreadsheetHost, "readArea" | "readRegion">;

/** What stood beside cells that were changed, by which their rows are known again. */
export interface RowsBeside {
  readonly address: RangeAddress;
  /** The columns that were changed, which tell nothing. */
  readonly changed: ReadonlySet<number>;
  /** Of each row; null where nothing stands beside. */
  readonly keys: readonly (string | null)[];
}

/**
 * Reads what stands beside cells that are to be changed, down to the first of them: the examples that formulas name
 * mostly stand above, and rows that move below change nothing for them.
 */
export async function readBeside(host: RowReader, edits: readonly SheetEdit[]): Promise<RowsBeside> {
  const places = edits.map(({ address }) => parseAddress(address)!);
  const changed = new Set(places.flatMap(columnsOf));
  const block = await host.readRegion(edits[0]!.address).catch(() => readNear(host, places));
  const region = parseAddress(block.address)!;
  const rows = Math.max(1, Math.min(...places.map(({ row }) => row)) - region.row + 1);
  return { address: { ...region, rows }, changed, keys: keysOf(block, changed).slice(0, rows) };
}

async function readNear(host: RowReader, places: readonly RangeAddress[]): Promise<SheetBlock> {
  const first = Math.min(...places.map(({ row }) => row));
  const column = Math.max(0, Math.min(...places.map((place) => place.column)) - NEAR.columns / 2);
  const row = Math.max(0, first - NEAR.rows);
  const { sheet } = places[0]!;
  const address = formatAddress({ sheet, row, column, rows: first - row + 1, columns: NEAR.columns });
  return (await host.readArea(address)) ?? { address, values: [], formulas: [], opaque: [] };
}

/**
 * Whether rows were inserted or deleted above since: then more of them stand some rows on than where they stood, and an
 * old formula would name other cells than it did. Rows that were only changed have not moved.
 */
export async function haveMoved(host: RowReader, { address, changed, keys }: RowsBeside): Promise<boolean> {
  const top = Math.max(0, address.row - MOST_MOVED);
  const rows = address.row - top + address.rows + MOST_MOVED;
  const block = await host.readArea(formatAddress({ ...address, row: top, rows }));
  const now = block === null ? [] : keysOf(block, changed);
  const first = address.row - top;
  const found = (by: number): number =>
    keys.filter((key, row) => key !== null && key === now[first + row + by]).length;
  const stayed = found(0);
  return Array.from({ length: MOST_MOVED }, (_, index) => index + 1).some(
    (by) => Math.max(found(by), found(-by)) > stayed,
  );
}

const columnsOf = ({ column, columns }: RangeAddress): number[] =>
  Array.from({ length: columns }, (_, index) => column + index);

function keysOf({ address, values }: SheetBlock, changed: ReadonlySet<number>): readonly (string | null)[] {
  const { column } = parseAddress(address)!;
  return values.map((cells) => {
    const beside = cells.filter((_, index) => !changed.has(column + index));
    return beside.every(isBlank) ? null : JSON.stringify(beside.map((value) => plainValue(value) ?? ""));
  });
}
