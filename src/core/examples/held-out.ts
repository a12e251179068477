import type { Example, ExampleSet } from "./example-set.ts";

/** In how many parts rows are split that are checked against each other. */
const PARTS = 4;

/** Most examples that a row is checked by: more cost more than they tell. */
const MOST_EXAMPLES = 12;

const sameInputs = (one: Example, other: Example): boolean =>
  one.inputs.length === other.inputs.length && one.inputs.every((text, i) => text === other.inputs[i]);

/** At most `most` of the rows, evenly spread. */
function spread<Row>(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]!);
}

/**
 * For each example the others to check it by, at most twelve; null where there are none. Every fourth row belongs to
 * one part and is checked by the other parts, so that there are four prompts and not one for each row; up to twelve
 * rows, each is simply left out.
 */
export function heldOutSets(exampleSet: ExampleSet): readonly (ExampleSet | null)[] {
  const { examples } = exampleSet;
  const parts = examples.length <= MOST_EXAMPLES ? examples.length : PARTS;
  const others = Array.from({ length: parts }, (_, part) => {
    const rest = examples.filter((_example, row) => row % parts !== part);
    return rest.length === 0 ? null : { ...exampleSet, examples: spread(rest, MOST_EXAMPLES) };
  });
  return examples.map((_, row) => others[row % parts]!);
}

/**
 * The set without the examples whose inputs are those of the row: they would give its answer away. Null where none is
 * left.
 */
export function withoutRow(exampleSet: ExampleSet, row: Example): ExampleSet | null {
  const examples = exampleSet.examples.filter((example) => !sameInputs(example, row));
  if (examples.length === exampleSet.examples.length) return exampleSet;
  return examples.length === 0 ? null : { ...exampleSet, examples };
}
