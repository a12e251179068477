import fc from "fast-check";
import { heldOutSets, withoutRow } from "./held-out.ts";
import type { ExampleSet } from "./example-set.ts";

const setOf = (rows: number): ExampleSet => ({
  headers: null,
  examples: Array.from({ length: rows }, (_, i) => ({ inputs: [`in ${i}`], output: `out ${i}` })),
  answerType: "text",
});

it("checks no row by itself, and every row by at most twelve others and at least nine where there are so many", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), (rows) => {
      const set = setOf(rows);
      const held = heldOutSets(set);
      expect(held).toHaveLength(rows);
      for (const [row, others] of held.entries()) {
        expect(others!.examples).not.toContain(set.examples[row]);
        expect(others!.examples.length).toBeLessThanOrEqual(12);
        expect(others!.examples.length).toBeGreaterThanOrEqual(Math.min(rows - 1, 9));
      }
    }),
  );
});

it("shares the examples of many rows, so that they are read four times and not once for each row", () => {
  expect(new Set(heldOutSets(setOf(60))).size).toBe(4);
});

it("has nothing to check a single row by", () => {
  expect(heldOutSets(setOf(1))).toEqual([null]);
});

it("leaves out the examples with the row's own inputs, whatever their answers", () => {
  const set = setOf(3);
  expect(
    withoutRow(set, { inputs: ["in 1"], output: "another" })!.examples.map(({ output }) => output),
  ).toEqual(["out 0", "out 2"]);
  expect(withoutRow(set, { inputs: ["new"], output: "out 1" })).toBe(set);
  expect(withoutRow(setOf(1), { inputs: ["in 0"], output: "x" })).toBeNull();
});
