import { formatAbsolute, formatAddress } from "../ranges/a1.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import type { FillPlan } from "./fill-plan.ts";

/** The option that keeps GPT from reading the row above the examples as a header. */
export const NO_HEADERS = "headers=no";

/** Whether GPT must be told where the header row stands: it finds one right above the examples by itself. */
export function isHeaderNamed({ header, examples }: FillPlan): boolean {
  return header !== null && header.row !== examples.row - 1;
}

/** The formula that fills one row of the plan: "=GPT($A$2:$B$6, A7)". row: zero-based. */
export function fillFormula(plan: FillPlan, row: number): string {
  const { header, examples, isHeaderRefused } = plan;
  const input = formatAddress({ ...inputOf(plan, row), sheet: null });
  const named = header && isHeaderNamed(plan) ? `, ${formatAbsolute({ ...header, sheet: null })}` : "";
  const refused = isHeaderRefused ? `, , "${NO_HEADERS}"` : "";
  return `=GPT(${formatAbsolute({ ...examples, sheet: null })}, ${input}${named}${refused})`;
}

/** The formula that writes the code of an app for one row: "=GPT.CODE(A7, $A$2:$B$6)". row: zero-based. */
export function appFormula(plan: FillPlan, row: number): string {
  const input = formatAddress({ ...inputOf(plan, row), sheet: null });
  return `=GPT.CODE(${input}, ${formatAbsolute({ ...plan.examples, sheet: null })})`;
}

/** The input cells of a row of the plan. */
export function inputOf({ examples, output }: FillPlan, row: number): RangeAddress {
  return { ...examples, row, rows: 1, columns: output - examples.column };
}
