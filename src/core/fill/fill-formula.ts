import { formatAbsolute, formatAddress } from "../ranges/a1.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import type { FillPlan } from "./fill-plan.ts";

/** The option that keeps GPT from reading the row above the examples as a header. */
export const NO_HEADERS = "headers=no";

/** What may come out of a filled column: what GPT makes of the examples, their answers only, or any text. */
export type AnswerChoice = "auto" | "label" | "text";

/** The options of the formulas that fill a plan; null where they need none. */
export function fillOptions({ isHeaderRefused }: FillPlan, answers: AnswerChoice): string | null {
  const options = [
    ...(isHeaderRefused ? [NO_HEADERS] : []),
    ...(answers === "auto" ? [] : [`type=${answers}`]),
  ];
  return options.length === 0 ? null : options.join("; ");
}

/** The formula that fills one row of the plan: "=GPT($A$2:$B$6, A7)". row: zero-based. */
export function fillFormula(plan: FillPlan, row: number, answers: AnswerChoice = "auto"): string {
  const { header, examples, isHeaderNamed } = plan;
  const input = formatAddress({ ...inputOf(plan, row), sheet: null });
  const options = fillOptions(plan, answers);
  const named = header && isHeaderNamed ? formatAbsolute({ ...header, sheet: null }) : "";
  const rest = options === null ? (named === "" ? [] : [named]) : [named, `"${options}"`];
  return `=GPT(${[formatAbsolute({ ...examples, sheet: null }), input, ...rest].join(", ")})`;
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
