import fc from "fast-check";
import { StepSize } from "./step-size.ts";

const WORK_OF_A_ROW = 3;

/** Runs full packs until the size has settled. milliseconds: of a step with so many rows. */
function settle(milliseconds: (rows: number) => number, steps = 60): StepSize {
  const size = new StepSize(256);
  const run = (rows: number) =>
    size.add({ rows, work: rows * WORK_OF_A_ROW, milliseconds: milliseconds(rows) });
  for (let step = 0; step < steps; step++) run(size.rows);
  // A fill ends: rows leave, and none enters.
  for (let rows = size.rows; rows >= 1; rows--) run(rows);
  for (let step = 0; step < steps; step++) run(size.rows);
  return size;
}

describe("the size of a step", () => {
  it("grows while that makes rows come faster", () => {
    expect(settle(() => 20).rows).toBe(64);
    expect(settle((rows) => 60 + rows).rows).toBe(64);
  });

  it("is the smallest that is nearly as fast as the best", () => {
    expect(settle((rows) => 0.2 + 2 * rows).rows).toBe(16);
    expect(settle((rows) => 2 * Math.max(rows, 32)).rows).toBe(32);
  });

  it("stays where steps are short enough to be cancelled soon, though larger ones were faster", () => {
    expect(settle((rows) => 100 + 8 * rows).rows).toBe(32);
    expect(settle((rows) => 30 + 30 * rows).rows).toBe(16);
  });

  it("holds the tokens of a step to what the device runs in that time", () => {
    expect(settle((rows) => 2 * rows * WORK_OF_A_ROW).tokens).toBe(200);
    expect(settle((rows) => rows / 100).tokens).toBe(256);
    expect(settle((rows) => 1000 * rows).tokens).toBe(128);
  });

  it("is not misled by one slow step in five", () => {
    let step = 0;
    const size = settle((rows) => (rows + 20) * (step++ % 5 === 0 ? 4 : 1));
    expect(size.rows).toBe(64);
  });

  it("forgets what a machine could do before it slowed down", () => {
    const size = settle(() => 5);
    for (let step = 0; step < 60; step++)
      size.add({ rows: size.rows, work: size.rows * WORK_OF_A_ROW, milliseconds: 30 * size.rows });
    expect(size.rows).toBe(16);
  });

  it("loses at most a tenth of the best rate on any device where overhead and time for a row are steady", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (overhead, each) => {
          const cost = (rows: number) => overhead + each * rows;
          const rate = (rows: number) => rows / cost(rows);
          const { rows } = settle(cost);
          const best = Math.max(...[16, 32, 64].filter((size) => cost(size) <= 400).map(rate));
          expect(rate(rows)).toBeGreaterThan(0.9 * best);
        },
      ),
    );
  });
});
