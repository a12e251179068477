import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SheetEdit } from "../../host/port.ts";

/**
 * The same edits, those of single cells that stand below one another put together: hosts take few large ones faster.
 */
export function joinedEdits(edits: readonly SheetEdit[]): readonly SheetEdit[] {
  const joined: { place: RangeAddress; entries: SheetEdit["entries"][number][] }[] = [];
  /** The last run of each column. */
  const last = new Map<string, (typeof joined)[number]>();
  for (const { address, entries } of edits) {
    const place = parseAddress(address)!;
    const column = JSON.stringify([place.sheet, place.column]);
    const above = last.get(column);
    if (place.columns === 1 && above && above.place.row + above.place.rows === place.row) {
      above.place = { ...above.place, rows: above.place.rows + place.rows };
      above.entries.push(...entries);
      continue;
    }
    const run = { place, entries: [...entries] };
    joined.push(run);
    if (place.columns === 1) last.set(column, run);
    else last.delete(column);
  }
  return joined.map(({ place, entries }) => ({ address: formatAddress(place), entries }));
}
