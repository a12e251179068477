import type { Parameter } from "./cell-function.ts";

/** Parameters that several functions have. */
export const EXAMPLES = {
  name: "examples",
  help: "Finished rows: inputs, then the answer in the last column. Two or three that differ are often enough.",
} as const satisfies Parameter;

export const HEADERS = {
  name: "headers",
  help: "One row that names the columns of the examples. Left out, the row above them is used where it names them.",
  optional: true,
} as const satisfies Parameter;

export const OPTIONS = {
  name: "options",
  help: 'Such as "temperature=0.7; max tokens=12", or a range with names and values.',
  optional: true,
} as const satisfies Parameter;
