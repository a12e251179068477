import fc from "fast-check";
import { chanceOfRight } from "../../src/core/confidence/confidence.ts";
import { COEFFICIENTS } from "../../src/core/confidence/coefficients.ts";
import { fitConfidence, type Observation } from "./fit.ts";

const observations = fc.array(
  fc.record<Observation>({ probability: fc.double({ min: 0, max: 1, noNaN: true }), correct: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
);

describe("the fit of confidence", () => {
  it("finds the weights that made the answers right or wrong", () => {
    const truth = [2, 0.8, 1] as const;
    const grid = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
    // Each probability as often right as the truth says: no draw, so nothing is left to chance.
    const seen = grid.flatMap((probability) => {
      const right = Math.round(chanceOfRight(probability, truth) * 10);
      return Array.from({ length: 10 }, (_, i) => ({ probability, correct: i < right }));
    });
    const fitted = fitConfidence(seen);
    for (const probability of [0.01, 0.1, 0.4, 0.9])
      expect(chanceOfRight(probability, fitted)).toBeCloseTo(chanceOfRight(probability, truth), 1);
  });

  it("is as sure on average as the answers it saw are right", () => {
    fc.assert(
      fc.property(observations, (seen) => {
        fc.pre(new Set(seen.map(({ correct }) => correct)).size === 2);
        const fitted = fitConfidence(seen);
        const mean = seen.reduce((sum, { probability }) => sum + chanceOfRight(probability, fitted), 0);
        expect(mean).toBeCloseTo(seen.filter(({ correct }) => correct).length, 1);
      }),
    );
  });
});

describe("the fitted confidence", () => {
  it.each(Object.entries(COEFFICIENTS))("of answers found %s grows with their probability", (_, weights) => {
    const steps = Array.from({ length: 1000 }, (__, i) => chanceOfRight((i + 1) / 1000, weights));
    for (const [i, chance] of steps.slice(1).entries()) expect(chance).toBeGreaterThan(steps[i]!);
  });
});
