import fc from "fast-check";
import { confidenceMeasures, type Judged } from "./measures.ts";

const judged = fc.array(
  fc.record<Judged>({
    confidence: fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 10),
    correct: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);
const answers = (...pairs: [number, boolean][]): Judged[] =>
  pairs.map(([confidence, correct]) => ({ confidence, correct }));

describe("the measures of confidence", () => {
  it("are those of small cases worked out by hand", () => {
    const measured = confidenceMeasures(answers([0.95, true], [0.85, true], [0.35, false], [0.15, true]));
    expect(measured.calibrationError).toBeCloseTo((0.05 + 0.15 + 0.35 + 0.85) / 4);
    expect(measured.areaUnderRoc).toBeCloseTo(2 / 3);
    expect(measured.coverageAt90).toBe(0.5);
    expect(measured.surerHalfGain).toBeCloseTo(4 / 3);
  });

  it("find nothing to tell apart where all answers are right, or equally sure", () => {
    expect(confidenceMeasures(answers([0.5, true], [0.2, true])).areaUnderRoc).toBeNull();
    expect(confidenceMeasures(answers([0.5, true], [0.5, false])).areaUnderRoc).toBe(0.5);
    expect(confidenceMeasures(answers([0.5, true], [0.5, false])).coverageAt90).toBe(0);
  });

  it("give the area as the share of pairs in the right order", () => {
    fc.assert(
      fc.property(judged, (list) => {
        const right = list.filter(({ correct }) => correct);
        const wrong = list.filter(({ correct }) => !correct);
        const won = right.flatMap((r) =>
          wrong.map((w) => (r.confidence > w.confidence ? 1 : r.confidence === w.confidence ? 0.5 : 0)),
        );
        const expected =
          won.length === 0 ? null : won.reduce<number>((sum, one) => sum + one, 0) / won.length;
        const { areaUnderRoc } = confidenceMeasures(list);
        if (expected === null) expect(areaUnderRoc).toBeNull();
        else expect(areaUnderRoc).toBeCloseTo(expected);
      }),
    );
  });
});
