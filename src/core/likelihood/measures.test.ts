import { measureOf, MEASURES } from "./measures.ts";

const HALVES = { logProbabilities: [Math.log(0.5), Math.log(0.5), Math.log(0.5)], characters: 6 };

it.each([
  ["log-likelihood", 3 * Math.log(0.5)],
  ["perplexity", 2],
  ["probability", 1 / 8],
  ["bits per character", 0.5],
])("three tokens at even odds have a %s of %d", (name, value) => {
  expect(measureOf(name)!.of(HALVES)).toBeCloseTo(value, 10);
});

it("is found however it is written, and not found when it is another word", () => {
  expect(measureOf(" Log Likelihood")).toBe(MEASURES[0]);
  expect(measureOf("BITS PER CHARACTER")!.name).toBe("bits per character");
  expect(measureOf("entropy")).toBeNull();
});
