import { statedSettings } from "../app/calls/call-options.ts";
import { exampleCells, headersAbove } from "../app/calls/gpt-call.ts";
import type { Argument } from "../app/product.ts";
import type { Labels } from "../app/calls/task-call.ts";
import { labelsOf, pairedExamples } from "../app/calls/task-call.ts";
import { callTexts } from "../app/calls/text-call.ts";
import type { WorkBench } from "../app/work-bench.ts";
import { cellError } from "../core/errors/cell-error.ts";
import { promptText } from "../core/examples/cell-value.ts";
import type { ExampleSet } from "../core/examples/example-set.ts";
import { headersFromTexts } from "../core/examples/headers.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const HEADERS = { inputs: ["Text"], output: "Label" };

/** The examples, their answers spelled as the labels are. Throws exampleOutsideLabels. */
async function labelledExamples(
  examples: Argument | null,
  { texts, type }: Labels,
  { sheet }: WorkBench,
): Promise<ExampleSet> {
  const above = examples && (await headersAbove(examples, sheet));
  const headers = above && headersFromTexts(above.flat().map(promptText));
  const set = pairedExamples(examples, headers ?? HEADERS);
  const spelled = set.examples.map((example) => {
    const output = texts.find((label) => label.toLowerCase() === example.output.toLowerCase());
    if (output === undefined) throw cellError("exampleOutsideLabels", { answer: example.output });
    return { ...example, output };
  });
  return { ...set, examples: spelled, answerType: type };
}

export const classify = defineCellFunction({
  name: "GPT.CLASSIFY",
  summary: "Gives a text the label that fits best; nothing but one of the labels can come out.",
  details: [
    "The label is the one that the model finds likeliest after the text, less how likely it finds it after nothing at " +
      "all: so a common word is not favoured. Labels that are words with a meaning of their own work best. A few examples " +
      "of each label make it surer.",
  ],
  parameters: [
    { name: "text", help: "The text, or a range of texts, whose labels spill." },
    { name: "labels", help: 'Two or more: "positive, negative", or a range with a label in each cell.' },
    { name: "examples", help: "Finished rows: a text, then its label.", optional: true },
    OPTIONS,
  ],
  examples: [
    {
      title: "reviews, without any example",
      sheet: [
        ["I loved every minute of it."],
        ["The food was cold and the waiter rude."],
        ["What a waste of money."],
        ["The staff were friendly and helpful."],
      ],
      at: "B1",
      formula: '=GPT.CLASSIFY(A1:A4, "positive, negative")',
      gives: [["positive"], ["negative"], ["negative"], ["positive"]],
    },
    {
      title: "with examples of each label",
      sheet: [
        ["Message", "Team"],
        ["I was charged twice this month", "billing"],
        ["My parcel has not arrived yet", "delivery"],
        ["The invoice has the wrong address", "billing"],
        ["The driver left the box in the rain", "delivery"],
        ["Where is my order?"],
        ["Please refund the second payment"],
      ],
      at: "B6",
      formula: '=GPT.CLASSIFY(A6:A7, "billing, delivery", A2:B5)',
      gives: [["delivery"], ["billing"]],
    },
  ],
  run: async ({ text, labels, examples, options }, bench) => {
    const allowed = labelsOf(labels);
    const call = statedSettings(bench.settings(options), { oneOf: allowed.texts });
    const cellOf = exampleCells(await labelledExamples(examples, allowed, bench), call);
    return bench.spill(
      callTexts(text).map((row) => row.map((value) => cellOf(value === null ? null : [value]))),
    );
  },
});
