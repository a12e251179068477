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
  return plan.rows.filter(
    (row) => isSameIn(inputArea(plan, row), before, now) && isUnanswered(plan, now, row),
  );
}

/**
 * Where the rows of a plan stand now that can be filled as planned; those that cannot are left out. A row that is not
 * where it was, as after another was inserted above, is where its input stands now, with an empty answer. before, now:
 * as in `stillFillable`; now may reach further down.
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
 * Where the column of the answers is, whatever rows did: "here", elsewhere as the answers of the examples are not in it
 * any more, or nobody knows, as no row that the plan learns from is to be found. before, now: as in `rowsNow`
 */
export function answerColumn(plan: FillPlan, before: Block, now: Block): "here" | "elsewhere" | "unknown" {
  const { examples, header, output } = plan;
  const rowsOf = ({ row, rows }: RangeAddress) => Array.from({ length: rows }, (_, index) => row + index);
  const wholeKey = (block: Block, row: number) => keyOf({ ...examples, row, rows: 1 }, block);
  const standing = new Set<string>();
  /** Inputs, and whether something stands in the column of the answers beside them. */
  const answered = new Map<string, boolean>();
  for (const row of rowsOf({ ...now.address, rows: now.values.length })) {
    standing.add(wholeKey(now, row));
    const input = inputKey(plan, now, row);
    const isBlankHere = isBlank(now.values[row - now.address.row]?.[output - now.address.column] ?? null);
    answered.set(input, (answered.get(input) ?? false) || !isBlankHere);
  }
  const isFound = (row: number) =>
    !cellsIn(inputArea(plan, row), before).every(isBlank) && answered.has(inputKey(plan, before, row));
  const isWhole = (row: number) => standing.has(wholeKey(before, row));
  const names = (header === null ? [] : rowsOf(header)).filter(isFound);
  const found = rowsOf(examples).filter(isFound);
  // An example may have been corrected meanwhile; under other names it is another column.
  const mayBeCorrected = names.every(isWhole);
  const stands = (row: number) =>
    isWhole(row) || (mayBeCorrected && answered.get(inputKey(plan, before, row)) === true);
  const standingRows = names.filter(isWhole).length + found.filter(stands).length;
  const known = names.length + found.length;
  if (known === 0) return "unknown";
  return standingRows * 2 >= known ? "here" : "elsewhere";
}

function isUnanswered({ output }: FillPlan, now: Block, row: number): boolean {
  const [r, c] = [row - now.address.row, output - now.address.column];
  const isAnswered = (now.formulas[r]?.[c] ?? true) || (now.opaque?.[r]?.[c] ?? false);
  return !isAnswered && isBlank(now.values[r]?.[c] ?? null);
}

/** What tells the input of a row from others. */
const inputKey = (plan: FillPlan, block: Block, row: number): string => keyOf(inputArea(plan, row), block);

const inputArea = ({ examples: { column }, output }: FillPlan, row: number): RangeAddress => ({
  sheet: null,
  row,
  column,
  rows: 1,
  columns: output - column,
});

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
