import { CellDate } from "./cell-date.ts";
import { CellError } from "../errors/cell-error.ts";
import { examplesFromRange } from "./example-set.ts";

const capitals = [
  ["Peru", "Lima"],
  ["Chile", "Santiago"],
];

function codeOf(result: unknown): string {
  return result instanceof CellError ? result.code : "no error";
}

describe("examples from a range", () => {
  it("take the last column as the answer", () => {
    expect(examplesFromRange(capitals, [["Country", "Capital"]], 1)).toEqual({
      headers: { inputs: ["Country"], output: "Capital" },
      examples: [
        { inputs: ["Peru"], output: "Lima" },
        { inputs: ["Chile"], output: "Santiago" },
      ],
      answerType: "text",
    });
  });

  it("skip rows without an answer and rows without any input, and keep duplicates", () => {
    const rows = [
      ["a", null, "1"],
      ["b", "x", " "],
      [null, "", "2"],
      ["a", null, "1"],
    ];
    expect(examplesFromRange(rows, null, 2)).toMatchObject({
      examples: [
        { inputs: ["a", ""], output: "1" },
        { inputs: ["a", ""], output: "1" },
      ],
    });
  });

  it.each([
    [[1, 2], "number"],
    [[true, false], "boolean"],
    [["1", "2"], "text"],
    [[1, "n/a"], "text"],
  ])("with answers %j are of type %s", (answers, answerType) => {
    expect(
      examplesFromRange(
        answers.map((answer) => ["x", answer]),
        null,
        1,
      ),
    ).toMatchObject({ answerType });
  });

  it("say what is wrong with the ranges", () => {
    expect(codeOf(examplesFromRange([["Peru"]], null, 1))).toBe("examplesOneColumn");
    expect(codeOf(examplesFromRange([], null, 1))).toBe("examplesOneColumn");
    expect(codeOf(examplesFromRange(capitals, null, 2))).toBe("inputColumnsDiffer");
    expect(codeOf(examplesFromRange(capitals, [["Country"]], 1))).toBe("headersDiffer");
    expect(codeOf(examplesFromRange(capitals, [["Country"], ["Capital"]], 1))).toBe("headersDiffer");
    expect(codeOf(examplesFromRange([["Peru", null]], null, 1))).toBe("noFinishedExample");
  });

  it("have dates as days, the answers in the number format of the last", () => {
    const date = (days: number, format: string) => new CellDate(days, format);
    const rows = [
      [date(44259, "d.m.yy"), date(44260, "d.m.yy")],
      [date(44260, "d.m.yy"), date(44261, "mmm d")],
    ];
    expect(examplesFromRange(rows, null, 1)).toEqual({
      headers: null,
      examples: [
        { inputs: ["2021-03-04"], output: "2021-03-05" },
        { inputs: ["2021-03-05"], output: "2021-03-06" },
      ],
      answerType: "date",
      dateFormat: "mmm d",
    });
  });

  it.each([
    [["2021-03-05", "1865-04-15"], "date", "d.m.yy"],
    [["1865-04-15", "2021-03-05"], "date", "d.m.yy"],
    [["2021-03-05", "soon"], "text", undefined],
    [["2021-03-05", "April 15, 1865"], "text", undefined],
    [["1865-04-15", "1863-11-19"], "text", undefined],
  ])("with days of the sheet and texts in %j are of type %s", (answers, answerType, dateFormat) => {
    const rows = answers.map((answer) => [
      "x",
      answer === "2021-03-05" ? new CellDate(44260, "d.m.yy") : answer,
    ]);
    const set = examplesFromRange(rows, null, 1);
    expect(set).toMatchObject({ examples: answers.map((output) => ({ output })), answerType });
    expect("dateFormat" in set ? set.dateFormat : undefined).toBe(dateFormat);
  });

  it("have no headers where the header row is blank", () => {
    expect(examplesFromRange(capitals, [[null, ""]], 1)).toMatchObject({ headers: null });
  });
});
