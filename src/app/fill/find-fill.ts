import { answerRuleFor } from "../../core/answers/answer-rule-for.ts";
import { areApps } from "../../core/apps/code-text.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import type { Block } from "../../core/examples/examples-around.ts";
import type { AnswerChoice } from "../../core/fill/fill-formula.ts";
import { appFormula, fillFormula, fillOptions, inputOf } from "../../core/fill/fill-formula.ts";
import type { FillPlan, PlanHints } from "../../core/fill/fill-plan.ts";
import { planFill } from "../../core/fill/fill-plan.ts";
import { rowsToLookAt, sumsUpAbove } from "../../core/fill/total-rows.ts";
import { OPTIONS } from "../../core/options/option-table.ts";
import type { Settings } from "../../core/options/settings.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import type { SheetBlock, SpreadsheetHost } from "../../host/port.ts";
import { callSettings } from "../calls/call-options.ts";
import { gptRows } from "../calls/gpt-call.ts";
import type { Argument, GptCall } from "../product.ts";
import type { FillProposal, FillWish } from "./fill-state.ts";

/** So many rows are looked at for formulas that sum up others. */
const MOST_TOTALS = 100;

/** A fill that can be proposed, and what it was made from. */
export interface FoundFill {
  /** Where it was asked for. */
  readonly area: string;
  readonly block: Block;
  readonly plan: FillPlan;
  readonly answers: AnswerChoice;
  readonly exampleSet: ExampleSet;
  readonly settings: Settings;
  readonly proposal: FillProposal;
}

export interface FillSearch {
  readonly host: Pick<SpreadsheetHost, "readArea" | "readRegion" | "readEntries">;
  readonly workbook: Settings;
  /** What a person wants of a column, named as `columnOf` does. */
  readonly wishFor: (column: string) => FillWish;
}

/** What could be filled at an area, or why nothing can. Rejects with the host's error. */
export async function findFill(area: string, search: FillSearch): Promise<FoundFill | CellError> {
  const { host, workbook, wishFor } = search;
  const selection = parseAddress(area);
  if (!selection) return cellError("fillNoInput");
  const block = blockOf(await host.readRegion(area));
  const plan = await planBlock(block, selection, search);
  if (plan instanceof CellError) return plan;
  const first = { ...stretches(plan)[0]!, rows: 1 };
  try {
    const call = callOf(block, plan, "auto", first);
    const found = callSettings(workbook, call.options);
    const { exampleSet } = await gptRows({ ...call, caller: null }, found.headers, host);
    // Cut off after the few words of an answer, code is of no use.
    if (areApps(exampleSet.examples.map(({ output }) => output))) {
      return cellError("fillApps", { formula: appFormula(plan, plan.rows[0]!) });
    }
    const choosable = choosableLabels(exampleSet, found);
    const { isClosed } = wishFor(columnOf(block, plan));
    const isAsFound = isClosed === null || isClosed === labelsOf(exampleSet, found).length > 0;
    const answers = choosable.length === 0 || isAsFound ? "auto" : isClosed ? "label" : "text";
    const settings = callSettings(workbook, callOf(block, plan, answers, first).options);
    const proposal = {
      ...proposalOf(plan, exampleSet),
      labels: labelsOf(exampleSet, settings),
      choosable,
      formula: fillFormula(plan, plan.rows[0]!, answers),
    };
    return { area, block, plan, answers, exampleSet, settings, proposal };
  } catch (error) {
    if (error instanceof CellError) return error;
    throw error;
  }
}

/** What would be filled, with the names of columns that a person wants or that are found. */
async function planBlock(
  block: Block,
  selection: RangeAddress,
  { host, workbook: { headers }, wishFor }: FillSearch,
): Promise<FillPlan | CellError> {
  const at = (hints: PlanHints): FillPlan | CellError => planFill(block, selection, hints);
  const seen = at({ headers, totals: new Set() });
  if (seen instanceof CellError) return seen;
  const totals = await totalRows(host, block, seen);
  const plan = at({ headers, totals });
  if (plan instanceof CellError) return plan;
  const { hasNames } = wishFor(columnOf(block, plan));
  if (hasNames === null) return plan;
  const wished = at({ headers: hasNames ? "yes" : "no", totals });
  return wished instanceof CellError ? plan : wished;
}

/** Rows that the plan would fill, and whose formulas sum up others. */
async function totalRows(
  host: FillSearch["host"],
  block: Block,
  plan: FillPlan,
): Promise<ReadonlySet<number>> {
  const { row: top, column: left } = block.address;
  const filled = new Set(plan.rows);
  const rows = rowsToLookAt(block)
    .map((index) => top + index)
    .filter((row) => filled.has(row))
    .slice(-MOST_TOTALS);
  if (rows.length === 0) return new Set();
  const read = await host.readEntries(rows.map((row) => formatAddress({ ...block.address, row, rows: 1 })));
  const isTotal = (row: number, index: number): boolean =>
    (read[index]?.entries[0] ?? []).some(
      (entry, column) => "formula" in entry && sumsUpAbove(entry.formula, row, left + column),
    );
  return new Set(rows.filter(isTotal));
}

export const blockOf = ({ address, ...cells }: SheetBlock): Block => ({
  address: parseAddress(address)!,
  ...cells,
});

/** Tells the columns of tables apart: the answers' column, from the first row of its block on. */
export const columnOf = ({ address: { sheet, row } }: Block, { output }: FillPlan): string =>
  formatAddress({ sheet, row, column: output, rows: 1, columns: 1 });

/** The cells to fill as areas of one column, each without a gap. */
export function stretches({ rows, output, examples }: FillPlan): readonly RangeAddress[] {
  const areas: RangeAddress[] = [];
  for (const row of rows) {
    const last = areas.at(-1);
    if (last && last.row + last.rows === row) areas[areas.length - 1] = { ...last, rows: last.rows + 1 };
    else areas.push({ sheet: examples.sheet, row, column: output, rows: 1, columns: 1 });
  }
  return areas;
}

/** The arguments of the formula that would fill these cells in one go. */
export function callOf(
  block: Block,
  plan: FillPlan,
  answers: AnswerChoice,
  outputs: RangeAddress,
): Omit<GptCall, "caller" | "signal"> {
  const { header, isHeaderNamed, examples } = plan;
  const options = fillOptions(plan, answers);
  const input = { ...inputOf(plan, outputs.row), rows: outputs.rows };
  return {
    examplesOrInput: argumentOf(block, examples),
    input: argumentOf(block, input),
    headers: header && isHeaderNamed ? argumentOf(block, header) : null,
    options: options === null ? null : { values: [[options]], address: null },
  };
}

function argumentOf({ address, values }: Block, area: RangeAddress): Argument {
  const column = area.column - address.column;
  const rows = values.slice(area.row - address.row, area.row - address.row + area.rows);
  return {
    values: rows.map((row) => row.slice(column, column + area.columns)),
    address: formatAddress(area),
  };
}

/** What alone can come out; empty where other answers can. */
function labelsOf(exampleSet: ExampleSet, settings: Settings): readonly string[] {
  const { allowed } = answerRuleFor(exampleSet, settings).rule;
  return allowed?.kind === "texts" ? allowed.texts : [];
}

/**
 * The different answers of the examples, where they are texts of which some come again, and no setting says what they
 * are.
 */
function choosableLabels(exampleSet: ExampleSet, settings: Settings): readonly string[] {
  const outputs = exampleSet.examples.map(({ output }) => output);
  const labels = [...new Set(outputs)];
  const isOpen = settings.type === OPTIONS.type.default && settings.oneOf.length === 0;
  const isText = ["label", "text"].includes(answerRuleFor(exampleSet, settings).id);
  return isOpen && isText && labels.length > 1 && labels.length < outputs.length ? labels : [];
}

function proposalOf(
  plan: FillPlan,
  { headers, answerType }: ExampleSet,
): Omit<FillProposal, "labels" | "choosable" | "formula"> {
  const { examples, exampleCount, header, rows, output } = plan;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const outputs = { sheet: examples.sheet, row: first, column: output, rows: last - first + 1, columns: 1 };
  return {
    examples: formatAddress(examples),
    exampleCount,
    header: header && formatAddress(header),
    mayHaveNames: header !== null || exampleCount > 1,
    names: headers,
    outputs: formatAddress(outputs),
    rows: rows.length,
    answerType,
  };
}
