import { fields } from "../formats/fields.ts";
import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE } from "../prompt-format.ts";

/** A finished answer as the model reads it: names with their texts, the answer last. */
export type Demonstration = readonly (readonly [name: string, text: string])[];

/**
 * The format "fields", with fixed demonstrations where the user gives no examples: a base model goes on with what it is
 * shown, and with nothing shown it goes on with anything. The user's own examples stand instead.
 */
export function demonstrated(
  id: string,
  title: string,
  demonstrations: readonly Demonstration[],
): PromptFormat {
  const shown = demonstrations
    .map((lines) => lines.map(([name, text]) => `${name}: ${text}`).join("\n") + BLANK_LINE)
    .join("");
  return {
    ...fields,
    id,
    title,
    render(exampleSet, inputs) {
      const { prefix, suffix } = fields.render(exampleSet, inputs);
      return { prefix: exampleSet.examples.length === 0 ? shown + prefix : prefix, suffix };
    },
  };
}
