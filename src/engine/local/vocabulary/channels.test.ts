import fc from "fast-check";
import { channelPlaces, lostLogSum } from "./channels.ts";

const ROTATED = 4;

/** Statistics of whole parts of channels, and how many of the parts a coarse look takes. */
const cases = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.nat({ max: 4 }))
  .filter(([parts, coarse]) => coarse <= parts)
  .chain(([parts, coarse]) => {
    const size = parts * ROTATED;
    const values = fc.array(fc.nat({ max: 9 }), { minLength: size, maxLength: size });
    return fc.tuple(values, values, fc.constant(coarse * ROTATED));
  });

describe("channelPlaces", () => {
  it("gives every channel a place of its own, the first ones to those that tell logits apart most", () => {
    fc.assert(
      fc.property(cases, ([variances, meanSquares, coarse]) => {
        const statistics = {
          means: new Float32Array(variances.length),
          variances: Float32Array.from(variances),
          meanSquares: Float32Array.from(meanSquares),
        };
        const places = channelPlaces(statistics, { rotated: ROTATED, coarse });
        expect([...places].sort((a, b) => a - b)).toEqual([...places.keys()]);
        const shareOf = (channel: number) => variances[channel]! * meanSquares[channel]!;
        const isCoarse = (channel: number) => places[channel]! < coarse;
        const channels = [...places.keys()];
        const least = Math.min(...channels.filter(isCoarse).map(shareOf));
        for (const channel of channels)
          if (!isCoarse(channel)) expect(shareOf(channel)).toBeLessThanOrEqual(least);
      }),
    );
  });

  it("puts neighbours into different parts", () => {
    const ones = new Float32Array(12).fill(1);
    const places = channelPlaces(
      { means: ones, variances: ones, meanSquares: ones },
      { rotated: ROTATED, coarse: 0 },
    );
    expect([...places].map((place) => Math.floor(place / ROTATED))).toEqual([
      0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2,
    ]);
  });
});

describe("lostLogSum", () => {
  it("is half the variance that a look leaves out of the logits", () => {
    const statistics = {
      means: new Float32Array(2),
      variances: Float32Array.of(0.5, 0.25),
      meanSquares: new Float32Array(2),
    };
    const look = { isSeen: (channel: number) => channel === 0, previewError: 0.01 };
    expect(lostLogSum(statistics, Float32Array.of(3, 2), look)).toBeCloseTo((0.01 * 9 + 0.25 * 4) / 2, 6);
  });
});
