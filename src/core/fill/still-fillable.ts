import type { CellValue } from "../examples/cell-value.ts";
import { isBlank, isSameValue, plainValue } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import type { FillPlan } from "./fill-plan.ts";

/**
 * Those rows of a plan that can be filled as planned in what the sheet holds now: the input is the same and the answer
 * still empty. before: the block that the plan was made from.
 */
export function stillFillable(plan: FillPlan, before: Block, now: Block): readonly number[] {
  const { column } = plan.examples;
  return plan.rows.filter((row) => {
    const input = { sheet: null, row, column, rows: 1, columns: plan.output - column };
    return isSameIn(input, before, now) && isUnanswered(plan, now, row);
  });
}

/**
 * Where the rows of a plan stand now that can be filled as planned; those that cannot are left out. A row that is not where it
 * was, as after another was inserted above, is where its input stands now, with an empty answer. before, now: as in
 * `stillFillable`; now may reach further down.
 */
export function rowsNow(plan: FillPlan, before: Block, now: Block): ReadonlyMap<number, number> {
  const stayed = stillFillable(plan, before, now);
  const found = new Map(stayed.map((row) => [row, row]));
  const open = new Map<string, number[]>();
  now.values.forEach((_, index) => {
    const row = now.address.row + index;
    if (found.has(row) || !isUnanswered(plan, now, row)) return;
    const key = inputKey(plan, now, row);
    open.set(key, [...(open.get(key) ?? []), row]);
  });
  for (const row of plan.rows) {
    const moved = found.has(row) ? undefined : open.get(inputKey(plan, before, row))?.shift();
    if (moved !== undefined) found.set(row, moved);
  }
  return found;
}

/** Whether the examples of a plan and their names stand in the sheet as they did. before, now: as in `stillFillable` */
export function isSamePlan({ examples, header }: FillPlan, before: Block, now: Block): boolean {
  return isSameIn(examples, before, now) && (header === null || isSameIn(header, before, now));
}

/**
 * Whether the answers of a plan go to the column where those of its examples stand, whatever rows did: at least half of the rows
 * that it learns from, the names among them, stand in their columns yet. before, now: as in `rowsNow`
 */
export function areColumnsInPlace({ examples, header }: FillPlan, before: Block, now: Block): boolean {
  const known = [...(header === null ? [] : rowKeys(header, before)), ...rowKeys(examples, before)];
  const standing = new Set(rowKeys({ ...examples, row: now.address.row, rows: now.values.length }, now));
  return known.filter((key) => standing.has(key)).length * 2 >= known.length;
}

function isUnanswered({ output }: FillPlan, now: Block, row: number): boolean {
  const [r, c] = [row - now.address.row, output - now.address.column];
  const isAnswered = (now.formulas[r]?.[c] ?? true) || (now.opaque?.[r]?.[c] ?? false);
  return !isAnswered && isBlank(now.values[r]?.[c] ?? null);
}

/** What tells the input of a row from others. */
function inputKey({ examples: { column }, output }: FillPlan, block: Block, row: number): string {
  return keyOf({ sheet: null, row, column, rows: 1, columns: output - column }, block);
}

const rowKeys = (area: RangeAddress, block: Block): readonly string[] =>
  Array.from({ length: area.rows }, (_, index) => keyOf({ ...area, row: area.row + index, rows: 1 }, block));

const keyOf = (area: RangeAddress, block: Block): string =>
  JSON.stringify(cellsIn(area, block).map((value) => plainValue(value) ?? ""));

function isSameIn(area: RangeAddress, before: Block, now: Block): boolean {
  const [were, are] = [cellsIn(area, before), cellsIn(area, now)];
  return were.length === are.length && were.every((value, index) => isSameValue(value, are[index]));
}

function cellsIn(area: RangeAddress, { address, values }: Block): CellValue[] {
  const column = area.column - address.column;
  const rows = values.slice(area.row - address.row, area.row - address.row + area.rows);
  return rows.flatMap((row) => row.slice(column, column + area.columns));
}
