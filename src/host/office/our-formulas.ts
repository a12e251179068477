import { GENERAL, isTextFormat } from "../../core/examples/date-format.ts";
import { callsOurs } from "../../core/formula-calls.ts";
import { isFormula } from "./excel-range.ts";

interface OurFormula {
  readonly formula: string;
  readonly cell: Excel.Range;
  /** The column of the range that was looked at, and the formula's row in it. */
  readonly column: Excel.Range;
  readonly row: number;
}

/**
 * Writes our formulas again as they stand. Excel calculates a custom function only when an argument changes, and a
 * full recalculation would run everybody else's formulas too. A formula whose cell took the format Text since would be
 * a text when it is written there, so it is written without that format.
 */
export async function writeOursAgain(
  context: Excel.RequestContext,
  ranges: readonly Excel.Range[],
): Promise<void> {
  for (const range of ranges) range.load(["formulas", "values"]);
  await context.sync();
  const ours = ranges.flatMap(oursIn);
  // Not of all cells: Excel on the web takes no reply over 5 MB.
  for (const column of new Set(ours.map(({ column }) => column))) column.load("numberFormat");
  await context.sync();
  for (const { formula, cell, column, row } of ours) {
    const [format] = (column.numberFormat as string[][])[row]!;
    const isText = isTextFormat(format!);
    if (isText) cell.numberFormat = [[GENERAL]];
    cell.formulas = [[formula]];
    if (isText) cell.numberFormat = [[format]];
  }
  await context.sync();
}

function oursIn(range: Excel.Range): readonly OurFormula[] {
  const values = range.values as unknown[][];
  const columns = new Map<number, Excel.Range>();
  return (range.formulas as unknown[][]).flatMap((cells, row) =>
    cells.flatMap((formula, at): OurFormula[] => {
      if (!isFormula(formula, values[row]![at]) || !callsOurs(formula as string)) return [];
      const column = columns.get(at) ?? range.getColumn(at);
      columns.set(at, column);
      return [{ formula: formula as string, cell: range.getCell(row, at), column, row }];
    }),
  );
}
