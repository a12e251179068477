import type { CellValue } from "../examples/cell-value.ts";
import { isBlank, isSameValue } from "../examples/cell-value.ts";
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
    const answer = { sheet: null, row, column: plan.output, rows: 1, columns: 1 };
    const input = { ...answer, column, columns: plan.output - column };
    const [r, c] = [row - now.address.row, plan.output - now.address.column];
    const isAnswered = (now.formulas[r]?.[c] ?? true) || (now.opaque?.[r]?.[c] ?? false);
    return isSameIn(input, before, now) && !isAnswered && isBlank(cellsIn(answer, now)[0] ?? null);
  });
}

/** Whether the examples of a plan and their names stand in the sheet as they did. before, now: as in `stillFillable` */
export function isSamePlan({ examples, header }: FillPlan, before: Block, now: Block): boolean {
  return isSameIn(examples, before, now) && (header === null || isSameIn(header, before, now));
}

function isSameIn(area: RangeAddress, before: Block, now: Block): boolean {
  const [were, are] = [cellsIn(area, before), cellsIn(area, now)];
  return were.length === are.length && were.every((value, index) => isSameValue(value, are[index]));
}

function cellsIn(area: RangeAddress, { address, values }: Block): CellValue[] {
  const column = area.column - address.column;
  const rows = values.slice(area.row - address.row, area.row - address.row + area.rows);
  return rows.flatMap((row) => row.slice(column, column + area.columns));
}
