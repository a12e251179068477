import { givenArgument } from "../app/calls/call-options.ts";
import { exampleCells } from "../app/calls/gpt-call.ts";
import { listAnswers } from "../app/calls/list-call.ts";
import { cellValue, oneText, severalTexts, taskCells, wholeNumber } from "../app/calls/task-call.ts";
import { CellError, cellError } from "../core/errors/cell-error.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { promptText } from "../core/examples/cell-value.ts";
import { exampleSet, isFinished } from "../core/examples/example-set.ts";
import { integerRange } from "../core/options/option-table.ts";
import { fact } from "../core/prompts/tasks/fact.ts";
import type { CallSettings } from "../app/work-bench.ts";
import type { SpillCell } from "../app/calls/spill.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const COUNT = integerRange("count", 1, 50);
/** An answer in a cell of a table is a few words. */
const FACT_TOKENS = 16;

/** Makes the cell of one column from a row's key: after the user's rows where there are any, else as a fact alone. */
function columnCells(
  rows: readonly (readonly CellValue[])[],
  [key, output]: readonly [key: string, output: string],
  column: number,
  call: CallSettings,
): (inputs: readonly string[]) => SpillCell {
  const headers = { inputs: [key], output };
  const pairs = rows.map((row) => [row[0] ?? null, row[column] ?? null]).filter(isFinished);
  if (pairs.length > 0) return exampleCells(exampleSet(pairs, headers), call);
  return taskCells({
    ...call,
    kind: ["fact", key, output],
    format: fact,
    exampleSet: { headers, examples: [], answerType: "text" },
    rule: () => ({ allowed: null, read: cellValue }),
    room: () => Promise.resolve(FACT_TOKENS),
  });
}

export const table = defineCellFunction({
  name: "GPT.TABLE",
  summary: "Makes a table of what you name, with the columns that you name; it spills without its headers.",
  details: [
    "The first column is a list as `GPT.LIST` makes it; every other cell is asked for by itself, by its row's first cell and " +
      "its column's header, so that it has a probability of its own. Rows that you give show what belongs in each column, " +
      "and make it right more often.",
  ],
  parameters: [
    { name: "what", help: 'What stands in its rows: "countries in Europe".' },
    { name: "headers", help: 'Names of its columns: a row of cells, or "Country, Capital".' },
    { name: "count", help: "How many rows at most; 5 where left out.", optional: true },
    {
      name: "examples",
      help: "Rows that the table begins with; those that follow are given.",
      optional: true,
    },
    OPTIONS,
  ],
  examples: [
    {
      title: "three rows after two",
      sheet: [
        ["Country", "Capital"],
        ["France", "Paris"],
        ["Germany", "Berlin"],
      ],
      at: "A4",
      formula: '=GPT.TABLE("countries in Europe", A1:B1, 3, A2:B3)',
      gives: [
        ["Italy", "Rome"],
        ["Spain", "Madrid"],
        ["Russia", "Moscow"],
      ],
    },
  ],
  run: async ({ what, headers, count, examples, options }, bench) => {
    const name = oneText(what, "what", EXPECTED.whatRowsAre);
    const [key = "", ...others] = severalTexts(headers, "headers", EXPECTED.columnNames);
    const rows = givenArgument(examples)?.values ?? [];
    const columns = rows[0]?.length ?? others.length + 1;
    if (columns !== others.length + 1)
      throw cellError("headersDiffer", { headers: others.length + 1, columns });
    const call = bench.settings(options);
    const given = rows.map((row) => promptText(row[0] ?? null)).filter((text) => text !== "");
    const wishes = { whats: [[name]], given, count: wholeNumber(count, COUNT) ?? 5 };
    const [[keys = []] = []] = await listAnswers(wishes, call, bench);
    if (keys instanceof CellError) return [[keys]];
    const cells = others.map((output, column) => columnCells(rows, [key, output], column + 1, call));
    return bench.spill(
      keys.map((text) => [
        { value: cellValue(text), onPlaced: () => undefined },
        ...cells.map((cellOf) => cellOf([text])),
      ]),
    );
  },
});
