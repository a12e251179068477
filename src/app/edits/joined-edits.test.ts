import fc from "fast-check";
import { formatAddress } from "../../core/ranges/a1.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { joinedEdits } from "./joined-edits.ts";

describe("joined edits", () => {
  it("write one run for the cells of a column that stand below one another", () => {
    const edit = (address: string, value: number) => ({ address, entries: [[{ value }]] });
    const edits = [edit("Sheet1!A1", 1), edit("Sheet1!B1", 2), edit("Sheet1!A2", 3), edit("Sheet1!A4", 4)];
    expect(joinedEdits(edits)).toEqual([
      { address: "Sheet1!A1:A2", entries: [[{ value: 1 }], [{ value: 3 }]] },
      { address: "Sheet1!B1", entries: [[{ value: 2 }]] },
      { address: "Sheet1!A4", entries: [[{ value: 4 }]] },
    ]);
  });

  it("write what the single ones would", async () => {
    const place = fc.record({
      row: fc.nat(5),
      column: fc.nat(3),
      rows: fc.integer({ min: 1, max: 2 }),
      columns: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(place), async (places) => {
        // No cell is written twice, as by a person.
        const taken = new Set<string>();
        const apart = places.filter(({ row, column, rows, columns }) => {
          const cells = Array.from({ length: rows * columns }, (_, i) =>
            [row + Math.floor(i / columns), column + (i % columns)].join(),
          );
          const isFree = cells.every((cell) => !taken.has(cell));
          if (isFree) for (const cell of cells) taken.add(cell);
          return isFree;
        });
        const edits = apart.map((each, i) => ({
          address: formatAddress({ ...each, sheet: "Sheet1" }),
          entries: Array.from({ length: each.rows }, (_, r) =>
            Array.from({ length: each.columns }, (_cell, c) => ({ value: `${i} ${r} ${c}` })),
          ),
        }));
        const [single, joined] = [new FakeHost([]), new FakeHost([])];
        await single.writeEntries(edits);
        await joined.writeEntries(joinedEdits(edits));
        expect(joined.typed("Sheet1!A1:F9")).toEqual(single.typed("Sheet1!A1:F9"));
      }),
    );
  });
});
