import { RowRate } from "./row-rate.ts";

const SECOND = 1000;

describe("the rate of rows", () => {
  let now: number;
  let rate: RowRate;

  beforeEach(() => {
    now = 1_000_000;
    rate = new RowRate(() => now);
  });

  function run(rows: number, everyMs: number): number {
    let last = 0;
    for (let row = 0; row < rows; row++) {
      now += everyMs;
      last = rate.add();
    }
    return last;
  }

  it("is that of the last seconds", () => {
    expect(run(100, 100)).toBeCloseTo(10, 0);
    expect(run(1000, 10)).toBeCloseTo(100, 0);
  });

  it("falls when nothing ends, and starts anew after a pause", () => {
    run(50, 100);
    now += 4 * SECOND;
    expect(rate.current()).toBeLessThan(3);
    rate.restart();
    expect(rate.current()).toBeNull();
  });

  it.each([-3600, -2, 3600])("is right again after the clock was set by %i seconds", (seconds) => {
    run(100, 100);
    now += seconds * SECOND;
    expect(rate.add()).toBeGreaterThanOrEqual(0);
    expect(run(100, 100)).toBeCloseTo(10, 0);
  });
});
