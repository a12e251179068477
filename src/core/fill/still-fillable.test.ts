import type { CellValue } from "../examples/cell-value.ts";
import type { Block } from "../examples/examples-around.ts";
import type { FillPlan } from "./fill-plan.ts";
import { answerColumn } from "./still-fillable.ts";

const block = (values: readonly (readonly CellValue[])[]): Block => ({
  address: { sheet: "Sheet1", row: 0, column: 0, rows: values.length, columns: 2 },
  values,
  formulas: values.map((row) => row.map(() => false)),
});

const NAMES: CellValue[] = ["Country", "Capital"];
const EXAMPLES: CellValue[][] = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
];
const OPEN: CellValue[] = ["France", ""];

/** A plan over names, where there are any, examples and one open row. */
function planOf(examples: number, hasNames: boolean): FillPlan {
  const area = { sheet: "Sheet1", column: 0, columns: 2 };
  const first = hasNames ? 1 : 0;
  return {
    header: hasNames ? { ...area, row: 0, rows: 1 } : null,
    isHeaderNamed: false,
    isHeaderRefused: false,
    examples: { ...area, row: first, rows: examples },
    exampleCount: examples,
    rows: [first + examples],
    output: 1,
  };
}

describe("the column of the answers", () => {
  const one = planOf(1, false);
  const before = block([EXAMPLES[0]!, OPEN]);

  it.each([
    ["nothing changed", [["Peru", "Lima"], OPEN], "here"],
    ["its one example was corrected", [["Peru", "Cusco"], OPEN], "here"],
    ["rows were inserted above", [["", ""], ["New", ""], ["Peru", "Lima"], OPEN], "here"],
    ["another column came in its place", [["Peru", ""], OPEN], "elsewhere"],
    ["its one example is gone", [OPEN], "unknown"],
    [
      "all rows are gone",
      [
        ["", ""],
        ["", ""],
      ],
      "unknown",
    ],
  ] as [string, CellValue[][], string][])("is where one example says, where %s", (_name, now, column) => {
    expect(answerColumn(one, before, block(now))).toBe(column);
  });

  it.each([
    ["all examples were corrected", [NAMES, ["Peru", "Cusco"], ["Japan", "Kyoto"], OPEN], "here"],
    ["an example was deleted", [NAMES, ["Japan", "Kyoto"], OPEN], "here"],
    [
      "another filled column came in",
      [["Country", "Money"], ["Peru", "Sol"], ["Japan", "Yen"], OPEN],
      "elsewhere",
    ],
    ["its name was changed", [["Country", "City"], ...EXAMPLES, OPEN], "here"],
  ] as [string, CellValue[][], string][])(
    "is where names and examples say, where %s",
    (_name, now, column) => {
      expect(answerColumn(planOf(2, true), block([NAMES, ...EXAMPLES, OPEN]), block(now))).toBe(column);
    },
  );
});
