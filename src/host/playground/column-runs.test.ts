import fc from "fast-check";
import { columnRuns } from "./column-runs.ts";

const place = fc.record({
  sheetId: fc.constantFrom("a", "b"),
  row: fc.nat(12),
  column: fc.nat(3),
});

describe("cells as runs of their columns", () => {
  it("are one area where a column is filled without a gap, in whatever order its cells come", () => {
    const places = [3, 1, 2, 5].map((row) => ({ sheetId: "a", row, column: 4 }));
    expect(columnRuns(places)).toEqual([
      { sheetId: "a", startRow: 1, endRow: 3, startColumn: 4, endColumn: 4 },
      { sheetId: "a", startRow: 5, endRow: 5, startColumn: 4, endColumn: 4 },
    ]);
  });

  it("hold each cell once, and no other", () => {
    fc.assert(
      fc.property(fc.array(place), (places) => {
        const held = columnRuns(places).flatMap(({ sheetId, startRow, endRow, startColumn }) =>
          Array.from(
            { length: endRow - startRow + 1 },
            (_, i) => `${sheetId} ${startRow + i} ${startColumn}`,
          ),
        );
        const given = new Set(places.map(({ sheetId, row, column }) => `${sheetId} ${row} ${column}`));
        expect(held.length).toBe(given.size);
        expect(new Set(held)).toEqual(given);
      }),
    );
  });
});
