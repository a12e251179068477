import type { Piece } from "./pieces.ts";
import type { RowView } from "./row-view.ts";

/** Pieces that make the example outputs one after the other. */
export interface Program {
  readonly pieces: readonly Piece[];
  readonly cost: number;
}

/** Atoms of one piece that count as alternatives: dearer than its first by no more than this. */
const ATOM_MARGIN = 1.2;

/** What the program makes of a row; null where the row lacks what it reads. */
export function runProgram({ pieces }: Program, row: RowView): string | null {
  let text = "";
  for (const { atoms } of pieces) {
    const value = atoms[0]!.evaluate(row);
    if (value === null) return null;
    text += value;
  }
  return text;
}

/** True where every alternative atom of the program makes of the row what its first atom does. */
export function isAgreed({ pieces }: Program, row: RowView): boolean {
  return pieces.every(({ atoms: [first, ...others] }) => {
    const value = first!.evaluate(row);
    return others.every((atom) => atom.cost > first!.cost + ATOM_MARGIN || atom.evaluate(row) === value);
  });
}

/** True where the program gives every row the same text. */
export function isConstant({ pieces }: Program): boolean {
  return pieces.every(({ isConstant: constant }) => constant);
}

export function programWords({ pieces }: Program): string {
  return pieces.map(({ atoms }) => atoms[0]!.words()).join(" + ");
}
