import type { Example } from "../examples/example-set.ts";
import type { Task } from "./atom.ts";
import { searchConcatenations } from "./concatenation-search.ts";
import { LEAF_GENERATORS } from "./leaf-generators.ts";
import { piecesOf } from "./pieces.ts";
import type { Program } from "./program.ts";
import { runProgram } from "./program.ts";
import { RowView } from "./row-view.ts";

/** Examples that the search looks at; a program must still reproduce the others. */
const SEARCHED_EXAMPLES = 8;
/** Longer outputs are prose, not patterns. */
const OUTPUT_LIMIT = 200;
/** Rows with more columns or characters are not taken apart: time and memory of the search grow with them. */
const COLUMN_LIMIT = 8;
const ROW_LIMIT = 1_000;
const LIMITS = { programs: 12, margin: 2, steps: 4_000 };

/** True where the row is small enough to be searched. inputs: the cells of the row. */
export function isSearchable(inputs: readonly string[]): boolean {
  return inputs.length <= COLUMN_LIMIT && inputs.reduce((sum, { length }) => sum + length, 0) <= ROW_LIMIT;
}

/** The programs that reproduce all examples, the simplest first; none where no plain transformation does. */
export function findPrograms(examples: readonly Example[]): readonly Program[] {
  if (examples.length === 0) return [];
  if (examples.some(({ output }) => output === "" || output.length > OUTPUT_LIMIT)) return [];
  if (!examples.every(({ inputs }) => isSearchable(inputs))) return [];
  const searched = examples.slice(0, SEARCHED_EXAMPLES);
  const task: Task = {
    rows: searched.map(({ inputs }) => new RowView(inputs)),
    outputs: searched.map(({ output }) => output),
    columns: examples[0]!.inputs.length,
  };
  const programs = searchConcatenations(task.outputs, piecesOf(task, LEAF_GENERATORS), LIMITS);
  const others = examples.slice(SEARCHED_EXAMPLES);
  return programs.filter((program) =>
    others.every(({ inputs, output }) => runProgram(program, new RowView(inputs)) === output),
  );
}
