import { toUniverWorkbook } from "./univer-workbook.ts";
import type { WorkbookCell } from "./workbook-data.ts";

const cell = (changes: Partial<WorkbookCell>): WorkbookCell => ({
  value: null,
  formula: null,
  look: null,
  format: null,
  spill: null,
  ...changes,
});

const resultsOf = (...rows: WorkbookCell[]) =>
  toUniverWorkbook(
    "id",
    {
      name: "W",
      sheets: [{ name: "S", rows: rows.map((each) => [each]), columnWidths: [] }],
      settings: null,
    },
    (formula) => formula.startsWith("=GPT("),
  ).results.map(({ place, values }) => [place.row, values]);

describe("a workbook on its way into the grid", () => {
  it("brings the results of calls with it", () => {
    const answered = cell({ value: "Paris", formula: "=GPT(A1)" });
    const spilled = cell({ value: "Paris", formula: "=GPT(A1:A2)", spill: [["Paris"], ["Rome"]] });
    expect(resultsOf(answered, spilled)).toEqual([
      [0, [["Paris"]]],
      [1, [["Paris"], ["Rome"]]],
    ]);
  });

  it("leaves calls without a result, or with only a part of it, to be asked again", () => {
    const stopped = cell({ formula: "=GPT(A1)" });
    const half = cell({ value: "Paris", formula: "=GPT(A1:A2)", spill: [["Paris"], [null]] });
    const others = cell({ value: 3, formula: "=SUM(A1:A2)" });
    expect(resultsOf(stopped, half, others)).toEqual([]);
  });
});
