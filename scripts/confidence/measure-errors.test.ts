import type { Judged } from "../eval/measures.ts";
import { measureErrors } from "./measure-errors.ts";

const RIGHT: readonly Judged[] = [{ confidence: 0.75, correct: true }];
const WRONG: readonly Judged[] = [{ confidence: 0.25, correct: false }];

describe("the errors of the measures", () => {
  it("are none where every relation says the same", () => {
    const one = [...RIGHT, ...WRONG];
    expect(measureErrors([one, one, one])).toEqual({
      calibrationError: 0,
      areaUnderRoc: 0,
      coverageAt90: 0,
    });
  });

  it("are those of drawing relations with replacement", () => {
    // Coverage is the share of right relations that are drawn: a binomial with chance 1/2.
    const relations = [
      ...Array.from({ length: 50 }, () => RIGHT),
      ...Array.from({ length: 50 }, () => WRONG),
    ];
    const { coverageAt90 } = measureErrors(relations);
    expect(coverageAt90).toBeGreaterThan(0.04);
    expect(coverageAt90).toBeLessThan(0.07);
  });
});
