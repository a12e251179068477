import { parseAddress } from "../../core/ranges/a1.ts";

/** How many rows and columns, counted from A1. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** Cells, areas and whole columns, with their sheet; names of functions and longer words are none. */
const REFERENCE =
  /(?<![\p{L}\p{N}_.$!'])(?:'(?:[^']|'')+'!|[\p{L}_][\p{L}\p{N}_.]*!)?(?:\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\p{L}\p{N}_.(!])/giu;

const withoutTexts = (formula: string): string => formula.replace(/"[^"]*"/g, '""');

/** How large each sheet must be to hold what a formula names; null stands for the formula's own sheet. */
export function namedExtents(formula: string): ReadonlyMap<string | null, Extent> {
  const extents = new Map<string | null, Extent>();
  for (const [reference] of withoutTexts(formula).matchAll(REFERENCE)) {
    const range = parseAddress(reference);
    if (!range) continue;
    const isWholeColumns = !/\d/.test(reference.slice(reference.lastIndexOf("!") + 1));
    const rows = isWholeColumns ? 0 : range.row + range.rows;
    extents.set(
      range.sheet,
      larger(extents.get(range.sheet), { rows, columns: range.column + range.columns }),
    );
  }
  return extents;
}

export function larger(a: Extent | undefined, b: Extent): Extent {
  return { rows: Math.max(a?.rows ?? 0, b.rows), columns: Math.max(a?.columns ?? 0, b.columns) };
}
