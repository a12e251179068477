import type { Atom, AtomSource, LeafGenerator, Task } from "./atom.ts";

/** A part of a rule: atoms that make the same pieces of the example outputs from the same source. */
export interface Piece {
  /** What it makes, one for each example; never empty. */
  readonly values: readonly string[];
  readonly source: AtomSource | null;
  /** At least one; the cheapest first. */
  readonly atoms: readonly Atom[];
  /** True where it is the same text in every row, whatever stands there. */
  readonly isConstant: boolean;
}

/** Atoms kept for one piece: enough to see whether they part on a new row. */
const ATOMS_FOR_A_PIECE = 6;
/** Pieces that the search works with; the cheapest are kept. */
const PIECE_LIMIT = 2_500;

/** What the atom makes of each row, or null where that is not a piece of every output. */
function valuesOf(atom: Atom, { rows, outputs }: Task): readonly string[] | null {
  const values: string[] = [];
  for (const [index, row] of rows.entries()) {
    const value = atom.evaluate(row);
    if (value === null || value === "" || !outputs[index]!.includes(value)) return null;
    values.push(value);
  }
  return values;
}

/** Every piece that the generators' atoms can make of the outputs, the cheapest first. */
export function piecesOf(task: Task, generators: readonly LeafGenerator[]): readonly Piece[] {
  const groups = new Map<string, { values: readonly string[]; source: AtomSource | null; atoms: Atom[] }>();
  for (const generator of generators) {
    for (const atom of generator(task)) {
      const values = atom.values ?? valuesOf(atom, task);
      if (values === null) continue;
      const key = [atom.source?.id ?? "", ...values].join("\u0001");
      const group = groups.get(key) ?? { values, source: atom.source, atoms: [] };
      group.atoms.push(atom);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map((group) => ({
      ...group,
      isConstant: false,
      atoms: group.atoms.toSorted((a, b) => a.cost - b.cost).slice(0, ATOMS_FOR_A_PIECE),
    }))
    .toSorted((a, b) => a.atoms[0]!.cost - b.atoms[0]!.cost)
    .slice(0, PIECE_LIMIT);
}
