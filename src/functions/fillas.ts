import { gptAnswers } from "../app/calls/gpt-call.ts";
import type { Argument } from "../app/product.ts";
import { labelsOf, severalTexts } from "../app/calls/task-call.ts";
import { ANSWER_KINDS, TYPE_CHOICES } from "../core/answers/answer-types.ts";
import { cellError } from "../core/errors/cell-error.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import type { Settings } from "../core/options/settings.ts";
import { defineCellFunction } from "./cell-function.ts";
import { EXAMPLES, HEADERS, OPTIONS } from "./common-parameters.ts";

const TYPES = ANSWER_KINDS.map(({ id }) => id);

/** What the argument says that answers are: a type by its name, or the only answers that there are. */
function statedType(argument: Argument): Partial<Settings> {
  const types = TYPE_CHOICES.join(", ");
  const [first = "", ...others] = severalTexts(argument, "type", EXPECTED.typeOrAnswers(types));
  if (others.length > 0) return { oneOf: labelsOf(argument).texts };
  const type = TYPE_CHOICES.find((choice) => choice === first.toLowerCase());
  if (type === undefined) throw cellError("typeUnknown", { text: first, types });
  return { type, oneOf: [] };
}

export const fillas = defineCellFunction({
  name: "GPT.FILLAS",
  summary:
    "Answers every row of a range as a few finished rows show, in a given type or with one of the allowed answers.",
  details: [
    "Nothing else can come out, and numbers, percentages, dates and booleans reach the cell as such. The types are those of " +
      `the option \`type\`: ${TYPES.join(", ")}; [what they are](README.md).`,
  ],
  parameters: [
    EXAMPLES,
    { name: "inputs", help: "The rows to answer, with as many columns as the examples have inputs." },
    {
      name: "type",
      help: 'A type such as "integer", or the allowed answers: "low, medium, high", or a range of them.',
    },
    HEADERS,
    OPTIONS,
  ],
  examples: [
    {
      title: "one of three groups",
      sheet: [
        ["Thing", "Group"],
        ["apple", "fruit"],
        ["hammer", "tool"],
        ["horse", "animal"],
        ["pear", "fruit"],
        ["saw"],
        ["goat"],
        ["cherry"],
      ],
      at: "B6",
      formula: '=GPT.FILLAS(A2:B5, A6:A8, "fruit, tool, animal")',
      gives: [["tool"], ["animal"], ["fruit"]],
    },
    {
      title: "numbers",
      sheet: [["Word", "Number"], ["three", 3], ["seven", 7], ["ten", 10], ["two", 2], ["nine"], ["four"]],
      at: "B6",
      formula: '=GPT.FILLAS(A2:B5, A6:A7, "integer")',
      gives: [[9], [4]],
    },
  ],
  run: ({ examples, inputs, type, headers, options }, bench) =>
    gptAnswers({ examplesOrInput: examples, input: inputs, headers, options }, bench, statedType(type)),
});
