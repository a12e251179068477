import { listAnswers } from "../app/calls/list-call.ts";
import { givenArgument } from "../app/calls/call-options.ts";
import type { Answers } from "../app/product.ts";
import { cellValue, severalTexts, wholeNumber } from "../app/calls/task-call.ts";
import { callTexts } from "../app/calls/text-call.ts";
import { CellError } from "../core/errors/cell-error.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import { integerRange } from "../core/options/option-table.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const COUNT = integerRange("count", 1, 50);

type List = readonly string[] | CellError;

/** Lists side by side, each downwards. */
function columnsOf(lists: readonly List[]): Answers {
  const length = Math.max(1, ...lists.map((items) => (items instanceof CellError ? 1 : items.length)));
  return Array.from({ length }, (_, row) =>
    lists.map((items) => {
      if (items instanceof CellError) return row === 0 ? items : "";
      return cellValue(items[row] ?? "");
    }),
  );
}

const turned = (answers: Answers): Answers =>
  (answers[0] ?? []).map((_, column) => answers.map((row) => row[column] ?? ""));

export const list = defineCellFunction({
  name: "GPT.LIST",
  summary: "Makes a list of what you name, one item in each cell; it spills downwards.",
  details: [
    "Items that come twice are left out, so that a list may be shorter than was asked for. A column of several texts gives " +
      "a row of items beside each. The confidence set for the workbook does not apply here.",
  ],
  parameters: [
    { name: "what", help: 'What the items are: "musical instruments".' },
    { name: "count", help: "How many at most; left out, as many as the model finds.", optional: true },
    {
      name: "examples",
      help: "Items that the list begins with; those that follow are given.",
      optional: true,
    },
    OPTIONS,
  ],
  examples: [
    {
      title: "the seven of a kind",
      at: "A1",
      formula: '=GPT.LIST("days of the week", 7)',
      gives: [["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["Friday"], ["Saturday"], ["Sunday"]],
    },
    {
      title: "goes on with a list",
      sheet: [["January"], ["February"], ["March"]],
      at: "B1",
      formula: '=GPT.LIST("months of the year", 3, A1:A3)',
      gives: [["April"], ["May"], ["June"]],
    },
  ],
  run: async ({ what, count, examples, options }, bench) => {
    const given = givenArgument(examples);
    const whats = callTexts(what, { name: "what", expected: EXPECTED.whatToList });
    const lists = await listAnswers(
      {
        whats,
        given: given ? severalTexts(given, "examples", EXPECTED.listBeginning) : [],
        count: wholeNumber(count, COUNT),
      },
      bench.settings(options),
      bench,
    );
    const isColumn = lists.length > 1;
    const answers = columnsOf(lists.flat());
    return isColumn ? turned(answers) : answers;
  },
});
