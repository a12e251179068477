import { givesDays } from "../app/calls/call-options.ts";
import { taskCells, pairedExamples, severalTexts } from "../app/calls/task-call.ts";
import { callTexts } from "../app/calls/text-call.ts";
import type { CallSettings } from "../app/work-bench.ts";
import { answerRuleFor } from "../core/answers/answer-rule-for.ts";
import { labelType } from "../core/answers/types/one-of.ts";
import { spanRule } from "../core/answers/text-spans.ts";
import { cellError } from "../core/errors/cell-error.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import type { ExampleSet } from "../core/examples/example-set.ts";
import { extract as extractFormat } from "../core/prompts/tasks/extract.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

/** Whether every example's answer stands in its text, so that others do too. */
const areQuotes = ({ examples }: ExampleSet): boolean =>
  examples.every(({ inputs: [text = ""], output }) => text.includes(output));

/** Whether the options make values of what was once kept as text. */
const isValue = (exampleSet: ExampleSet, call: CallSettings): boolean => {
  const { oneOf = [] } = call.own;
  const areLabels = exampleSet.examples.length === 0 && oneOf.length > 0;
  return areLabels ? labelType(oneOf) !== "text" : givesDays(exampleSet, call);
};

export const extract = defineCellFunction({
  name: "GPT.EXTRACT",
  summary: "Finds something in a text: a name, a date, a price, an address.",
  details: [
    "The answer stands in the text word for word, up to eight words of it (in texts of up to 120 words), unless your " +
      'examples or an option such as `"type=number"` show something else. Where the text does not say it, something else ' +
      'comes out all the same: `"confidence=50%"` hides what the model is not sure of.',
  ],
  parameters: [
    { name: "text", help: "The text, or a range of texts." },
    {
      name: "what",
      help: 'What to find, such as "email address"; several, as a row or with commas, spill side by side for each text.',
    },
    { name: "examples", help: "Finished rows: a text, then what was to be found in it.", optional: true },
    OPTIONS,
  ],
  examples: [
    {
      title: "two things from a text",
      sheet: [["", "City", "Date"], ["Dr. Maria Lopez visited Berlin on 12 June 2019 with her son."]],
      at: "B2",
      formula: "=GPT.EXTRACT(A2, B1:C1)",
      gives: [["Berlin", "12 June 2019"]],
    },
    {
      title: "an address",
      sheet: [["Order 5521 from Green Garden Ltd costs 49.90 dollars, contact joe@green.com"]],
      at: "B1",
      formula: '=GPT.EXTRACT(A1, "email")',
      gives: [["joe@green.com"]],
    },
  ],
  run: async ({ text, what, examples, options }, bench) => {
    const wanted = severalTexts(what, "what", EXPECTED.whatToFind);
    const texts = callTexts(text);
    const columns = texts[0]?.length ?? 0;
    if (wanted.length > 1 && columns > 1) throw cellError("textsInOneColumn", { columns });
    const call = bench.settings(options);
    const cells = wanted.map((name, column) => {
      const output = name.charAt(0).toUpperCase() + name.slice(1);
      const exampleSet = pairedExamples(examples, { inputs: ["Text"], output }, column);
      const stated = answerRuleFor(exampleSet, call.settings);
      return taskCells({
        ...call,
        kind: ["extract", output, ...(isValue(exampleSet, call) ? ["stated"] : [])],
        format: extractFormat,
        exampleSet,
        rule: ([source = ""]) =>
          stated.id === "text" && areQuotes(exampleSet) ? spanRule(source) : stated.rule,
        room: ([source = ""], countTokens) => countTokens(source),
      });
    });
    return bench.spill(
      texts.map((row) =>
        row.flatMap((source) => cells.map((cellOf) => cellOf(source === null ? null : [source]))),
      ),
    );
  },
});
