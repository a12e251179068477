import { CellError } from "../errors/cell-error.ts";
import { parseAddress } from "../ranges/a1.ts";
import type { CellValue } from "./cell-value.ts";
import type { Block, HeaderChoice } from "./examples-around.ts";
import { examplesAround } from "./examples-around.ts";

const address = (text: string) => parseAddress(text)!;

/** A block whose cells starting with "=" are formulas showing the rest. */
function block(topLeft: string, cells: CellValue[][]): Block {
  const isFormula = (value: CellValue) => typeof value === "string" && value.startsWith("=");
  return {
    address: { ...address(topLeft), rows: cells.length, columns: cells[0]?.length ?? 0 },
    values: cells.map((row) => row.map((value) => (isFormula(value) ? String(value).slice(1) : value))),
    formulas: cells.map((row) => row.map(isFormula)),
  };
}

function around(cells: CellValue[][], input: string, caller: string, choice: HeaderChoice = "auto") {
  return examplesAround(block("A1", cells), address(input), address(caller), choice);
}

const capitals: CellValue[][] = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Chile", "Santiago"],
  ["France", "=Paris"],
  ["Italy", "=Rome"],
  ["Spain", "Madrid"],
  ["Kenya", null],
];

describe("examples around a formula", () => {
  it("are typed rows above and below, never formula results or unfinished rows", () => {
    expect(around(capitals, "A4", "B4")).toEqual({
      headers: { inputs: ["Country"], output: "Capital" },
      examples: [
        { inputs: ["Peru"], output: "Lima" },
        { inputs: ["Chile"], output: "Santiago" },
        { inputs: ["Spain"], output: "Madrid" },
      ],
      answerType: "text",
    });
  });

  it("are the same for each formula of the column", () => {
    expect(around(capitals, "A5", "B5")).toEqual(around(capitals, "A4", "B4"));
  });

  it("leave out a row whose input is a formula", () => {
    const cells = [
      ["=x", "1"],
      ["a", "2"],
      ["b", "=3"],
    ];
    expect(around(cells, "A3", "B3")).toMatchObject({ examples: [{ inputs: ["a"], output: "2" }] });
  });

  it("leave out the caller's own row even where the host shows it as a constant", () => {
    const cells = [
      ["Word", "Opposite"],
      ["hot", "cold"],
      ["up", "#BUSY!"],
    ];
    expect(around(cells, "A3", "B3")).toMatchObject({ examples: [{ inputs: ["hot"], output: "cold" }] });
  });

  it("take several input columns, and an answer left of the input", () => {
    const cells = [
      ["Sum", "note", "First", "Second"],
      [3, "x", 1, 2],
      ["=?", "y", 4, 5],
    ];
    expect(around(cells, "C3:D3", "A3")).toEqual({
      headers: { inputs: ["First", "Second"], output: "Sum" },
      examples: [{ inputs: ["1", "2"], output: "3" }],
      answerType: "number",
    });
  });

  it("work in a block that does not start at A1 and in other sheets' notation", () => {
    const place = block("C5", [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Chile", "=…"],
    ]);
    expect(examplesAround(place, address("Sheet1!C7"), address("Sheet1!D7"), "auto")).toMatchObject({
      headers: { output: "Capital" },
      examples: [{ output: "Lima" }],
    });
  });
});

describe("the header row of a block", () => {
  const headersOf = (cells: CellValue[][], choice: HeaderChoice = "auto", row = cells.length) => {
    const result = around([...cells, ["x", "=…"]], `A${row + 1}`, `B${row + 1}`, choice);
    return result instanceof CellError ? result.code : result.headers;
  };

  it.each<[string, CellValue[][]]>([
    [
      "holds a number",
      [
        ["Year", 1990],
        ["x", 2000],
      ],
    ],
    [
      "holds a number as text",
      [
        ["Year", "1990"],
        ["x", "2000"],
      ],
    ],
    [
      "holds a blank",
      [
        ["Title", null],
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "holds the same text twice",
      [
        ["same", "same"],
        ["a", "b"],
      ],
    ],
    [
      "has a label that comes again below",
      [
        ["Great film", "positive"],
        ["Dull", "negative"],
        ["Fun", "positive"],
      ],
    ],
    ["is the only finished row", [["Peru", "Lima"]]],
    [
      "holds a text too long for a name",
      [
        ["The plot was thin, but the actors saved it", "mixed"],
        ["Dull", "negative"],
      ],
    ],
    [
      "is made of letters and figures as those below",
      [
        ["A-17", "shelf"],
        ["B-204", "box"],
      ],
    ],
  ])("is none where the first row %s", (_, cells) => {
    expect(headersOf(cells)).toBeNull();
  });

  it("is never one with headers=no, and then counts as an example", () => {
    const result = around(capitals, "A4", "B4", "no");
    expect(result).toMatchObject({ headers: null, examples: [{ inputs: ["Country"] }, {}, {}, {}] });
  });

  it("is the first finished row with headers=yes, whatever it holds and whatever title stands above", () => {
    expect(
      headersOf(
        [
          ["Title", null],
          ["Year", 1990],
          ["a", 2000],
        ],
        "yes",
      ),
    ).toEqual({
      inputs: ["Year"],
      output: "1990",
    });
  });

  it("is never a row below the formula", () => {
    const cells = [
      ["x", "=…"],
      ["Peru", "Lima"],
      ["Chile", "Santiago"],
    ];
    expect(around(cells, "A1", "B1")).toMatchObject({ headers: null });
    expect(around(cells, "A1", "B1", "yes")).toMatchObject({ headers: null });
  });
});

describe("a formula without usable examples", () => {
  it.each([
    ["A4:A5", "B4", "inputNotOneRow"],
    ["A3", "B4", "inputElsewhere"],
    ["Other!A4", "Sheet1!B4", "inputElsewhere"],
    ["A4:B4", "B4", "callerInInput"],
    ["A4", "C4", "noExampleAround"],
  ])("with input %s in %s says %s", (input, caller, code) => {
    const result = around(capitals, input, caller);
    expect(result instanceof CellError && result.code).toBe(code);
  });
});
