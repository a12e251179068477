import { isBlank, promptText } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import { parseAddress } from "../ranges/a1.ts";

/** What the first cell of a row says that sums up the rows above, whatever else it is called: "Grand total:". */
const TOTAL =
  /^(?:(?:grand|sub|overall|zwischen|end)[\s-]*)?(?:total|sum|average|avg|mean|median|count|min(?:imum)?|max(?:imum)?|summe|gesamt(?:summe)?|insgesamt|durchschnitt|mittelwert|mittel|anzahl)\s*[:.]?$/iu;

/** A formula that is one sum, mean or count, over a range: "=SUM(C2:C40)", "=SUBTOTAL(9,C2:C40)". */
const SUMS_UP =
  /^=\s*(?:SUM|AVERAGE|COUNTA?|MEDIAN|MIN|MAX|SUBTOTAL|AGGREGATE)\((?:\s*\d+\s*[,;]){0,2}([^(),;]+)\)\s*$/i;

/** As Excel writes it into the totals of a table: "=SUBTOTAL(109,[Price])". */
const TOTALS_OF_TABLE = /^=\s*SUBTOTAL\(\s*\d+\s*[,;][^,;]*\[/i;

/**
 * Whether a row of the block says that it sums up those above it: by its first text, as the last row or beside numbers.
 */
export function saysTotal({ values, formulas }: Block, index: number): boolean {
  const cells = values[index] ?? [];
  const first = cells.findIndex((value) => !isBlank(value));
  if (first < 0 || !TOTAL.test(promptText(cells[first]!))) return false;
  // In a list of words "total" may be one of them.
  const isLast = values.slice(index + 1).every((row) => row.every(isBlank));
  return isLast || cells.some((value) => typeof value === "number") || formulas[index]!.some(Boolean);
}

/**
 * The rows of the block, zero-based in it, whose formulas may sum up those above: the last one, and those with a
 * formula where none stands above. A column of formulas has one in each row.
 */
export function rowsToLookAt({ formulas }: Block): readonly number[] {
  return formulas.flatMap((row, index) => {
    const isAlone = row.some((is, column) => is && !formulas[index - 1]?.[column]);
    return isAlone || (index === formulas.length - 1 && row.some(Boolean)) ? [index] : [];
  });
}

/** Whether a formula sums up cells that stand above it in its own column. row, column: zero-based, of its cell. */
export function sumsUpAbove(formula: string, row: number, column: number): boolean {
  if (TOTALS_OF_TABLE.test(formula)) return true;
  const range = parseAddress(SUMS_UP.exec(formula)?.[1]?.trim() ?? "");
  return range !== null && range.column === column && range.columns === 1 && range.row + range.rows - 1 < row;
}
