import fc from "fast-check";
import { chanceOfRight, type Coefficients } from "../../src/core/confidence/confidence.ts";
import { COEFFICIENTS } from "../../src/core/confidence/coefficients.ts";
import { fitConfidence, type Observation } from "./fit.ts";

const observations = fc.array(
  fc.record<Observation>({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    rarity: fc.double({ min: 0, max: 1, noNaN: true }),
    correct: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("the fit of confidence", () => {
  it("finds the weights that made the answers right or wrong", () => {
    const truth = [1, 0.8, 1, 1] as const;
    const grid = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
    // Each probability as often right as the truth says: no draw, so nothing is left to chance.
    const seen = grid.flatMap((probability) =>
      [0, 0.4, 1].flatMap((rarity) => {
        const right = Math.round(chanceOfRight({ probability, rarity }, truth) * 10);
        return Array.from({ length: 10 }, (_, i) => ({ probability, rarity, correct: i < right }));
      }),
    );
    const fitted = fitConfidence(seen);
    for (const probability of [0.01, 0.1, 0.4, 0.9]) {
      for (const rarity of [0.2, 1]) {
        const signs = { probability, rarity };
        expect(chanceOfRight(signs, fitted)).toBeCloseTo(chanceOfRight(signs, truth), 1);
      }
    }
  });

  it("is as sure on average as the answers it saw are right", () => {
    fc.assert(
      fc.property(observations, (seen) => {
        fc.pre(new Set(seen.map(({ correct }) => correct)).size === 2);
        const fitted = fitConfidence(seen);
        const mean = seen.reduce((sum, signs) => sum + chanceOfRight(signs, fitted), 0);
        expect(mean).toBeCloseTo(seen.filter(({ correct }) => correct).length, 1);
      }),
    );
  });
});

const FITTED = Object.entries(COEFFICIENTS).flatMap(([model, fits]) =>
  Object.entries<Coefficients>(fits).map(
    ([electorate, weights]) => [`of ${model}, ${electorate},`, weights] as const,
  ),
);

describe("the fitted confidence", () => {
  it.each(FITTED)("%s grows with the answers' probability", (_, weights) => {
    const steps = Array.from({ length: 1000 }, (__, i) =>
      chanceOfRight({ probability: (i + 1) / 1000, rarity: 1 }, weights),
    );
    for (const [i, chance] of steps.slice(1).entries()) expect(chance).toBeGreaterThan(steps[i]!);
  });

  it.each(FITTED)("%s falls where an answer comes back", (_, weights) => {
    const [often, seldom] = [0, 1].map((rarity) => chanceOfRight({ probability: 0.5, rarity }, weights));
    expect(often).toBeLessThan(seldom!);
  });
});
