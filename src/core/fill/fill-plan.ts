import { CellError, cellError } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { isBlank, promptText } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import { looksLikeHeader } from "../examples/examples-around.ts";
import { isFinished } from "../examples/example-set.ts";
import type { RangeAddress } from "../ranges/a1.ts";

/** A column that can be filled: what stands for what. All places are on one sheet; rows are zero-based. */
export interface FillPlan {
  /** One row that names the columns of the examples; null where none does. */
  readonly header: RangeAddress | null;
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
}

type RowKind = "finished" | "empty" | "other";

function planRows({ address, values, formulas, opaque }: Block, first: number, output: number): PlanRow[] {
  const [from, to] = [first - address.column, output - address.column + 1];
  return values.map((cells, index) => ({
    row: address.row + index,
    cells: cells.slice(from, to),
    hasFormula: formulas[index]?.slice(from, to).some(Boolean) ?? false,
    isAnswered: (formulas[index]?.[to - 1] ?? false) || (opaque?.[index]?.[to - 1] ?? false),
  }));
}

function kindOf({ cells, hasFormula, isAnswered }: PlanRow): RowKind {
  if (!hasFormula && isFinished(cells)) return "finished";
  const hasInput = cells.slice(0, -1).some((value) => !isBlank(value));
  return hasInput && !isAnswered && isBlank(cells.at(-1) ?? null) ? "empty" : "other";
}

const isAllText = ({ cells, hasFormula }: PlanRow): boolean =>
  !hasFormula && cells.every((value) => typeof value === "string" && !isBlank(value));

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

function planFor(block: Block, first: number, output: number, wanted: RangeAddress): FillPlan | CellError {
  const rows = planRows(block, first, output);
  const finished = rows.filter((row) => kindOf(row) === "finished");
  const [top, ...rest] = finished;
  const isHeader = top?.row === block.address.row && looksLikeHeader(top, rest);
  const below = isHeader ? rows.filter(({ row }) => row !== top.row) : rows;
  const chosen = longestStretch(below.filter(({ row }) => within(wanted, row)));
  const examples = chosen.length > 0 ? chosen : longestStretch(below);
  if (examples.length === 0) return cellError("fillNoExample");
  const targets = below.filter((row) => kindOf(row) === "empty" && within(wanted, row.row));
  if (targets.length === 0) return cellError("fillNothingEmpty");
  const isAlone = top?.row === block.address.row && rest.length === 0;
  // As the one example, names of columns would ask for more names.
  if (isAlone && looksLikeHeader(top, rows.slice(1))) return cellError("fillOnlyHeader");
  const { sheet } = block.address;
  const columns = { sheet, column: first, columns: output - first + 1 };
  const start = examples[0]!.row;
  return {
    header: isHeader ? { ...columns, row: top.row, rows: 1 } : null,
    isHeaderRefused: !isHeader && rows.some((row) => row.row === start - 1 && isAllText(row)),
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
export function planFill(block: Block, selection: RangeAddress): FillPlan | CellError {
  const { column: left, columns } = block.address;
  const right = left + columns - 1;
  const wanted = selection.rows === 1 ? block.address : selection;
  const selectedEnd = Math.min(selection.column + selection.columns - 1, right);
  if (selection.columns > 1 && selectedEnd > selection.column) {
    return planFor(block, Math.max(selection.column, left), selectedEnd, wanted);
  }
  let refusal = cellError("fillNoInput");
  if (selectedEnd > left) {
    const plan = planFor(block, left, selectedEnd, wanted);
    if (!(plan instanceof CellError)) return plan;
    refusal = plan;
  }
  for (let output = right; output > left; output--) {
    const plan = planFor(block, left, output, block.address);
    if (!(plan instanceof CellError)) return plan;
  }
  return refusal;
}

/** The input texts of a row of the plan, as the model reads them. */
export function inputTexts(block: Block, plan: FillPlan, row: number): readonly string[] {
  const [planRow] = planRows(block, plan.examples.column, plan.output).filter((each) => each.row === row);
  return planRow?.cells.slice(0, -1).map(promptText) ?? [];
}
