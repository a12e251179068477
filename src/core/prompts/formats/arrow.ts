import type { ExampleSet } from "../../examples/example-set.ts";
import type { Prompt } from "../../../engine/completer.ts";
import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE, spaced } from "../prompt-format.ts";

/** Several inputs on one line. */
export function joinInputs(inputs: readonly string[]): string {
  return inputs.join(" | ");
}

/**
 * Lines "Peru -> Lima" after a heading, then the input and its arrow. The heading ends with a blank line or is empty.
 */
export function renderArrows(heading: string, { examples }: ExampleSet, inputs: readonly string[]): Prompt {
  const finished = examples.map(
    ({ inputs: texts, output }) => `${joinInputs(texts)} ->${spaced(output)}${BLANK_LINE}`,
  );
  return { prefix: heading + finished.join(""), suffix: `${joinInputs(inputs)} ->` };
}

/** "Peru -> Lima": nothing but the pairs. */
export const arrow = {
  id: "arrow",
  title: "Arrow",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: "",
  render: (exampleSet, inputs) => renderArrows("", exampleSet, inputs),
} as const satisfies PromptFormat;
