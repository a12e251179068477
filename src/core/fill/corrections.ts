import { CellError } from "../errors/cell-error.ts";
import { isFinished } from "../examples/example-set.ts";
import type { Block, HeaderChoice } from "../examples/examples-around.ts";
import { examplesAround } from "../examples/examples-around.ts";
import { mayNameColumns } from "../examples/headers.ts";
import type { RangeAddress } from "../ranges/a1.ts";
import type { ExampleFormula } from "./example-formula.ts";
import { aroundFormula, readExampleFormula, saysOfHeaders } from "./example-formula.ts";

/** Answers that a person typed into a column whose formulas learn from other rows only. */
export interface Corrections {
  /** The rows that the formulas name. */
  readonly examples: RangeAddress;
  /** How many typed rows are none of them. */
  readonly typed: number;
  /** The formulas that take them too, by their zero-based rows. At least one. */
  readonly formulas: ReadonlyMap<number, string>;
}

interface FormulaRow {
  readonly row: number;
  readonly formula: ExampleFormula;
}

/**
 * What there is to learn from in a column of the block; null where there is nothing, or where formulas that take the
 * rows around them would read other rows or names than the typed ones and their own. formulas: of the column's cells,
 * from the block's first row on; null where a cell holds none.
 */
export function findCorrections(
  block: Block,
  column: number,
  formulas: readonly (string | null)[],
  headers: HeaderChoice,
): Corrections | null {
  const rows = formulas.flatMap((text, index): FormulaRow[] => {
    const formula = text === null ? null : readExampleFormula(text);
    const row = block.address.row + index;
    return formula && isOfColumn(formula, row, column, block) ? [{ row, formula }] : [];
  });
  const group = largestGroup(rows);
  if (group.length === 0) return null;
  const { formula, row } = group[0]!;
  // Else nobody could tell here what it reads for names.
  if (saysOfHeaders(formula) === "otherwise") return null;
  const { examples, input } = formula;
  const named = nameRow(formula, block, headers);
  const finished = finishedRows(block, input, column).filter((each) => each !== named);
  const isNamedExample = (each: number) => each >= examples.row && each < examples.row + examples.rows;
  const typed = finished.filter((each) => !isNamedExample(each)).length;
  if (typed === 0) return null;
  const caller = { sheet: block.address.sheet, row, column, rows: 1, columns: 1 };
  const choice = choicesOf(formula).find((each) => {
    const around = examplesAround(block, input, caller, each === "auto" ? headers : each);
    if (around instanceof CellError || around.examples.length !== finished.length) return false;
    return formula.headers !== null || (around.headers !== null) === (named !== null);
  });
  if (choice === undefined) return null;
  return {
    examples,
    typed,
    formulas: new Map(group.map((each) => [each.row, aroundFormula(each.formula, choice)])),
  };
}

/** Whether it answers its own row, and in the column in which its examples have their answers. */
function isOfColumn({ examples, input }: ExampleFormula, row: number, column: number, block: Block): boolean {
  const isHere = [examples, input].every(({ sheet }) => sheet === null || sheet === block.address.sheet);
  const isRow = input.row === row && input.rows === 1;
  const isAlike = input.column === examples.column && input.columns === examples.columns - 1;
  return isHere && isRow && isAlike && column === input.column + input.columns;
}

/** Formulas with the same examples, names and options; those that most rows have. */
function largestGroup(rows: readonly FormulaRow[]): readonly FormulaRow[] {
  const groups = new Map<string, FormulaRow[]>();
  for (const each of rows) {
    const { name, examples, headers, options } = each.formula;
    const key = JSON.stringify([name, examples, headers, options]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), []);
}

/** The row of the block that names the columns for the formula; null where none does. */
function nameRow(formula: ExampleFormula, block: Block, headers: HeaderChoice): number | null {
  const { examples } = formula;
  const row = examples.row - 1;
  const says = saysOfHeaders(formula);
  if (says === "no" || (says === "nothing" && headers === "no")) return null;
  const from = examples.column - block.address.column;
  const cells = block.values[row - block.address.row]?.slice(from, from + examples.columns) ?? [];
  return cells.length > 0 && mayNameColumns(cells) ? row : null;
}

/** Rows of typed inputs and a typed answer. */
function finishedRows(block: Block, input: RangeAddress, column: number): readonly number[] {
  const from = input.column - block.address.column;
  const to = column - block.address.column + 1;
  return block.values.flatMap((cells, index) => {
    const isTyped = !block.formulas[index]!.slice(from, to).some(Boolean);
    return isTyped && isFinished(cells.slice(from, to)) ? [block.address.row + index] : [];
  });
}

/** What the formula may say of headers in its new form: nothing first, where that reads the same rows. */
function choicesOf(formula: ExampleFormula): readonly HeaderChoice[] {
  const says = saysOfHeaders(formula);
  if (says === "no") return ["no"];
  return says === "nothing" && formula.options === null ? ["auto", "yes", "no"] : ["auto"];
}
