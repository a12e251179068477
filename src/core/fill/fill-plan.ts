import { CellError, cellError } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { isBlank, promptText } from "../examples/cell-value.ts";
import type { Block, HeaderChoice } from "../examples/examples-around.ts";
import { looksLikeHeader } from "../examples/examples-around.ts";
import { isFinished } from "../examples/example-set.ts";
import { mayNameColumns } from "../examples/headers.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import { saysTotal } from "./total-rows.ts";

/** A column that can be filled: what stands for what. All places are on one sheet; rows are zero-based. */
export interface FillPlan {
  /** One row that names the columns of the examples; null where none does. */
  readonly header: RangeAddress | null;
  /** True where GPT would not find the header by itself. */
  readonly isHeaderNamed: boolean;
  /** True where the row above the examples names nothing, but GPT might take it for a header. */
  readonly isHeaderRefused: boolean;
  /** Finished rows, unfinished ones among them skipped; the answer is the last column. */
  readonly examples: RangeAddress;
  /** How many rows of `examples` are finished. */
  readonly exampleCount: number;
  /** The rows whose answer is empty and whose input is not, from the top. At least one. */
  readonly rows: readonly number[];
  /** The column of the answers. */
  readonly output: number;
}

/** A row of the block, reduced to the columns in question; the answer is the last cell. */
interface PlanRow {
  readonly row: number;
  readonly cells: readonly CellValue[];
  readonly hasFormula: boolean;
  /** True where a formula answers, whatever it shows, or stands what cannot be read. */
  readonly isAnswered: boolean;
  /** True where the row sums up others, and has no answer of its own. */
  readonly isTotal: boolean;
}

/** What is known of a block besides what stands in it. */
export interface PlanHints {
  /** Whether its first finished row names the columns. */
  readonly headers: HeaderChoice;
  /** Rows whose formulas sum up others, zero-based. */
  readonly totals: ReadonlySet<number>;
}

const NO_HINTS: PlanHints = { headers: "auto", totals: new Set() };

type RowKind = "finished" | "empty" | "other";

function planRows(block: Block, first: number, output: number, { totals } = NO_HINTS): PlanRow[] {
  const { address, values, formulas, opaque } = block;
  const [from, to] = [first - address.column, output - address.column + 1];
  return values.map((cells, index) => ({
    row: address.row + index,
    cells: cells.slice(from, to),
    hasFormula: formulas[index]?.slice(from, to).some(Boolean) ?? false,
    isAnswered: (formulas[index]?.[to - 1] ?? false) || (opaque?.[index]?.[to - 1] ?? false),
    isTotal: totals.has(address.row + index) || saysTotal(block, index),
  }));
}

function kindOf({ cells, hasFormula, isAnswered, isTotal }: PlanRow): RowKind {
  if (!hasFormula && isFinished(cells)) return "finished";
  const hasInput = cells.slice(0, -1).some((value) => !isBlank(value));
  return hasInput && !isAnswered && !isTotal && isBlank(cells.at(-1) ?? null) ? "empty" : "other";
}

/** Whether GPT takes the row for a header where it stands above the examples. */
const isTakenForHeader = ({ cells, hasFormula }: PlanRow): boolean => !hasFormula && mayNameColumns(cells);

/** The longest stretch of finished rows without an empty answer between; the first of equal ones. */
function longestStretch(rows: readonly PlanRow[]): readonly PlanRow[] {
  let longest: PlanRow[] = [];
  let stretch: PlanRow[] = [];
  for (const row of rows) {
    if (kindOf(row) === "finished") stretch = [...stretch, row];
    else if (row.cells.some((value) => !isBlank(value)) || row.hasFormula) stretch = [];
    if (stretch.length > longest.length) longest = stretch;
  }
  return longest;
}

/** Whether row r of the block is one that `planFor` may fill. */
const within = (area: RangeAddress, row: number): boolean => row >= area.row && row < area.row + area.rows;

/** The first finished row of the block, where it names the columns. */
function headerRow(rows: readonly PlanRow[], block: Block, choice: HeaderChoice): PlanRow | null {
  const [top, ...rest] = rows.filter((row) => kindOf(row) === "finished");
  if (top === undefined || rest.length === 0 || choice === "no") return null;
  if (choice === "yes") return top;
  // What comes again in a row that waits for its answer is no name either.
  const below = rows.filter((row) => row.row > top.row && !row.hasFormula);
  const isHeader = [rest, below].every((others) => looksLikeHeader(top, others));
  return isHeader && top.row === block.address.row ? top : null;
}

function planFor(
  block: Block,
  first: number,
  output: number,
  wanted: RangeAddress,
  hints: PlanHints,
): FillPlan | CellError {
  const choice = hints.headers;
  const rows = planRows(block, first, output, hints);
  const finished = rows.filter((row) => kindOf(row) === "finished");
  const [top, ...rest] = finished;
  const header = headerRow(rows, block, choice);
  const below = rows.filter((row) => row !== header);
  const chosen = longestStretch(below.filter(({ row }) => within(wanted, row)));
  const examples = chosen.length > 0 ? chosen : longestStretch(below);
  if (examples.length === 0) return cellError("fillNoExample");
  const targets = below.filter((row) => kindOf(row) === "empty" && within(wanted, row.row));
  if (targets.length === 0) return cellError("fillNothingEmpty");
  const isAlone = choice !== "no" && top?.row === block.address.row && rest.length === 0;
  // As the one example, names of columns would ask for more names.
  if (isAlone && (choice === "yes" || looksLikeHeader(top, rows.slice(1))))
    return cellError("fillOnlyHeader");
  const { sheet } = block.address;
  const columns = { sheet, column: first, columns: output - first + 1 };
  const start = examples[0]!.row;
  return {
    header: header && { ...columns, row: header.row, rows: 1 },
    isHeaderNamed: header !== null && (choice === "yes" || header.row !== start - 1),
    isHeaderRefused: !header && rows.some((row) => row.row === start - 1 && isTakenForHeader(row)),
    examples: { ...columns, row: start, rows: examples.at(-1)!.row - start + 1 },
    exampleCount: examples.length,
    rows: targets.map(({ row }) => row),
    output,
  };
}

/**
 * What could be filled where the selection stands. Several columns are taken at their word: inputs, then the answers.
 * One column holds the answers and all columns left of it in the block are inputs; where that gives nothing, the
 * rightmost column that has both finished rows and empty cells is proposed. Selected rows limit what is filled, and the
 * examples too where finished ones are among them; one row stands for the whole block.
 * block: the filled cells around the selection. Errors: fillNoInput, fillNoExample, fillOnlyHeader, fillNothingEmpty.
 */
export function planFill(
  block: Block,
  selection: RangeAddress,
  hints: PlanHints = NO_HINTS,
): FillPlan | CellError {
  const { column: left, columns } = block.address;
  const right = left + columns - 1;
  const wanted = selection.rows === 1 ? block.address : selection;
  const selectedEnd = Math.min(selection.column + selection.columns - 1, right);
  if (selection.columns > 1 && selectedEnd > selection.column) {
    return planFor(block, Math.max(selection.column, left), selectedEnd, wanted, hints);
  }
  let refusal = cellError("fillNoInput");
  if (selectedEnd > left) {
    const plan = planFor(block, left, selectedEnd, wanted, hints);
    if (!(plan instanceof CellError)) return plan;
    refusal = plan;
  }
  for (let output = right; output > left; output--) {
    const plan = planFor(block, left, output, block.address, hints);
    if (!(plan instanceof CellError)) return plan;
  }
  return refusal;
}

/** The input texts of a row of the plan, as the model reads them. */
export function inputTexts(block: Block, plan: FillPlan, row: number): readonly string[] {
  const [planRow] = planRows(block, plan.examples.column, plan.output).filter((each) => each.row === row);
  return planRow?.cells.slice(0, -1).map(promptText) ?? [];
}
