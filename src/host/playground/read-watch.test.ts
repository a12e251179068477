import { ReadWatch } from "./read-watch.ts";

const area = (startRow: number, startColumn: number, endRow = startRow, endColumn = startColumn) => ({
  sheetId: "s",
  startRow,
  startColumn,
  endRow,
  endColumn,
});
const cell = (row: number, column: number, sheetId = "s") => ({ sheetId, row, column });

describe("what functions read around their cells", () => {
  it("concerns the formula that looks near it when a row is typed in or beside it", () => {
    const watch = new ReadWatch();
    watch.addRead(area(0, 0, 6, 1));
    watch.setCell(cell(6, 1), [area(6, 0)]);
    expect(watch.concerned(area(2, 1))).toEqual([cell(6, 1)]);
    expect(watch.concerned(area(7, 0))).toEqual([cell(6, 1)]);
  });

  it("leaves alone formulas far from what was read, changes far from it, and other sheets", () => {
    const watch = new ReadWatch();
    watch.addRead(area(0, 0, 6, 1));
    watch.setCell(cell(6, 1), [area(6, 0)]);
    watch.setCell(cell(6, 9), [area(6, 8)]);
    expect(watch.concerned(area(20, 0))).toEqual([]);
    expect(watch.concerned({ ...area(2, 1), sheetId: "other" })).toEqual([]);
    expect(watch.concerned(area(2, 1))).toEqual([cell(6, 1)]);
  });

  it("concerns a formula whose header row is above its examples", () => {
    const watch = new ReadWatch();
    watch.addRead(area(0, 0, 0, 1));
    watch.setCell(cell(40, 1), [area(1, 0, 5, 1), area(40, 0)]);
    expect(watch.concerned(area(0, 1))).toEqual([cell(40, 1)]);
  });

  it("tells which formulas name a cell, and takes those that nobody told of for readers", () => {
    const watch = new ReadWatch();
    watch.setCell(cell(6, 1), [area(0, 0, 4, 1), area(6, 0)]);
    expect(watch.mayRead(cell(6, 1), [area(6, 1, 9, 1)])).toBe(false);
    expect(watch.mayRead(cell(6, 1), [area(2, 1, 9, 1)])).toBe(true);
    expect(watch.mayRead(cell(6, 1), [{ ...area(2, 1), sheetId: "other" }])).toBe(false);
    expect(watch.mayRead(cell(7, 1), [area(20, 20)])).toBe(true);
  });
});
