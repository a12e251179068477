import fc from "fast-check";
import { StepSize } from "./step-size.ts";

/** Runs full packs. milliseconds: of a step with so many rows. */
function run(size: StepSize, milliseconds: (rows: number) => number, steps = 60): StepSize {
  for (let step = 0; step < steps; step++) size.add(size.rows, milliseconds(size.rows));
  return size;
}

describe("the size of a step", () => {
  it("stays where steps are neither long nor very short", () => {
    expect(run(new StepSize(), (rows) => 20 + 4 * rows).rows).toBe(48);
  });

  it("grows on a device that spends its time on the steps themselves", () => {
    expect(run(new StepSize(), (rows) => 10 + rows / 100).rows).toBe(128);
  });

  it("shrinks where steps are too long to be cancelled soon", () => {
    expect(run(new StepSize(), (rows) => 30 * rows).rows).toBe(16);
  });

  it("learns nothing from packs with room left", () => {
    const size = new StepSize();
    for (let step = 0; step < 60; step++) size.add(size.rows - 1, 5_000);
    expect(size.rows).toBe(48);
  });

  it("follows a machine that slows down, and one that is fast again", () => {
    const size = run(new StepSize(), () => 5);
    expect(size.rows).toBe(128);
    expect(run(size, (rows) => 100 * rows).rows).toBe(16);
    expect(run(size, () => 5).rows).toBe(128);
  });

  it("comes back after a slow moment on a device whose steps are neither long nor very short", () => {
    const size = run(new StepSize(), (rows) => 100 * rows);
    expect(size.rows).toBe(16);
    expect(run(size, (rows) => 20 + 4 * rows).rows).toBe(48);
  });

  it("comes to rest on any device where overhead and time for a row are steady", () => {
    const ms = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(
      fc.property(ms(2_000), ms(100), (overhead, each) => {
        const size = run(new StepSize(), (rows) => overhead + each * rows);
        const settled = size.rows;
        for (let step = 0; step < 60; step++)
          expect(run(size, (rows) => overhead + each * rows, 1).rows).toBe(settled);
      }),
    );
  });
});
