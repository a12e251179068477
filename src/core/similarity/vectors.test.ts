import fc from "fast-check";
import { cosine, spreadOf, standardised } from "./vectors.ts";

// Far from the least numbers of 32 bits, which lose their digits when they are made smaller.
const number = fc.double({ min: -100, max: 100, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6);
const numbers = fc.array(number, { minLength: 4, maxLength: 4 });
const vector = numbers.map((values) => Float32Array.from(values));

describe("the cosine of two vectors", () => {
  it("is 1 for the same way, -1 for the opposite one, 0 for a right angle and for nothing", () => {
    const east = Float32Array.of(2, 0);
    expect(cosine(east, Float32Array.of(3, 0))).toBe(1);
    expect(cosine(east, Float32Array.of(-1, 0))).toBe(-1);
    expect(cosine(east, Float32Array.of(0, 5))).toBe(0);
    expect(cosine(east, Float32Array.of(0, 0))).toBe(0);
  });

  it("is the same both ways round, whatever their lengths, and never beyond 1", () => {
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 0.1, max: 50, noNaN: true }), (one, other, factor) => {
        expect(cosine(one, other)).toBe(cosine(other, one));
        expect(Math.abs(cosine(one, other))).toBeLessThanOrEqual(1);
        const longer = one.map((value) => value * factor);
        expect(cosine(longer, other)).toBeCloseTo(cosine(one, other), 3);
      }),
    );
  });
});

it("standardised vectors have no common way, and each number the same weight", () => {
  const all = [Float32Array.of(100, 1, 5), Float32Array.of(102, 3, 5), Float32Array.of(104, 2, 5)];
  const spread = spreadOf(all);
  const shown = all.map((each) => standardised(each, spread));
  for (const place of [0, 1]) {
    expect(shown.reduce((sum, each) => sum + each[place]!, 0)).toBeCloseTo(0, 5);
    expect(shown.reduce((sum, each) => sum + each[place]! ** 2, 0) / 3).toBeCloseTo(1, 4);
  }
  expect(shown.map((each) => each[2])).toEqual([0, 0, 0]);
});
