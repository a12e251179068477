import fc from "fast-check";
import { cellOf, cellsOf, columnLetters, formatAddress, parseAddress } from "./a1.ts";

const range = (sheet: string | null, row: number, column: number, rows = 1, columns = 1) => ({
  sheet,
  row,
  column,
  rows,
  columns,
});

describe("an A1 address", () => {
  it.each([
    ["A1", range(null, 0, 0)],
    ["$B$7", range(null, 6, 1)],
    ["aa10", range(null, 9, 26)],
    ["XFD1048576", range(null, 1_048_575, 16_383)],
    ["A2:B6", range(null, 1, 0, 5, 2)],
    ["B6:A2", range(null, 1, 0, 5, 2)],
    ["Sheet1!$A$2:$B$6", range("Sheet1", 1, 0, 5, 2)],
    ["'My sheet'!C3", range("My sheet", 2, 2)],
    ["'It''s: 5!'!A1:A2", range("It's: 5!", 0, 0, 2, 1)],
    ["[Book 1.xlsx]Data!A1", range("[Book 1.xlsx]Data", 0, 0)],
    ["Länder!A1", range("Länder", 0, 0)],
    ["A:B", range(null, 0, 0, 1_048_576, 2)],
    ["$2:$3", range(null, 1, 0, 2, 16_384)],
  ])("%s is read", (text, expected) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  it.each([
    "",
    "A",
    "7",
    "A0",
    "A1:B",
    "A1:2",
    "XFE1",
    "A1048577",
    "A1:B2:C3",
    "'x!A1",
    "x'y!A1",
    "a!b!A1",
    "!A1",
    "#REF!",
    "1A",
    "A1B",
  ])("%j is refused", (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it.each([
    ["Sheet1", "Sheet1!A1"],
    ["My sheet", "'My sheet'!A1"],
    ["It's", "'It''s'!A1"],
    ["AB12", "'AB12'!A1"],
    ["R1C1", "'R1C1'!A1"],
    ["2024", "'2024'!A1"],
  ])("of sheet %j is written with quotes where needed", (sheet, text) => {
    expect(formatAddress(range(sheet, 0, 0))).toBe(text);
  });

  it("comes back from its text", () => {
    const sheets = fc.option(fc.string({ minLength: 1, unit: "grapheme" }), { nil: null });
    const places = fc.record({
      sheet: sheets,
      row: fc.nat(1_000_000),
      column: fc.nat(16_000),
      rows: fc.integer({ min: 1, max: 40_000 }),
      columns: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(fc.property(places, (place) => expect(parseAddress(formatAddress(place))).toEqual(place)));
  });

  it("of whole columns and rows comes back from its text", () => {
    for (const text of ["A:A", "C:XFD", "1:1", "Sheet1!5:9"])
      expect(formatAddress(parseAddress(text)!)).toBe(text);
  });

  it("names a cell of the range", () => {
    expect(formatAddress(cellOf(parseAddress("Sheet1!B2:D9")!, 3, 1))).toBe("Sheet1!C5");
  });

  it("names all cells of an area row by row, and none of a text that is no address", () => {
    expect([...cellsOf("'My sheet'!B2:C3")]).toEqual([
      "'My sheet'!B2",
      "'My sheet'!C2",
      "'My sheet'!B3",
      "'My sheet'!C3",
    ]);
    expect([...cellsOf("$D$5")]).toEqual(["D5"]);
    expect([...cellsOf("nowhere")]).toEqual([]);
  });

  it("has column letters in order", () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
      "A",
      "Z",
      "AA",
      "AZ",
      "BA",
      "ZZ",
      "AAA",
      "XFD",
    ]);
  });
});
