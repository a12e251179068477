import type { ExampleSet } from "./example-set.ts";

/** Fewer examples do not show that answers are other than their inputs. */
const LEAST_EXAMPLES = 3;

/** How much likelier a copy must be than another answer, where no example is one. */
const COPY_WEIGHT = 1 / 20;

/**
 * What an answer's probability counts for: less than 1 where it is the row's own input, though no example's answer is.
 * A small model that does not know an answer says the input again, and is sure of it.
 */
export function weightOfCopy({ examples }: ExampleSet, inputs: readonly string[], answer: string): number {
  if (!inputs.includes(answer) || examples.length < LEAST_EXAMPLES) return 1;
  return examples.some((example) => example.inputs.includes(example.output)) ? 1 : COPY_WEIGHT;
}
