import fc from "fast-check";
import {
  countText,
  durationText,
  factorText,
  megabytes,
  percentText,
  rateText,
  speedText,
  timeLeftText,
} from "./quantities.ts";

describe("quantities in the pane", () => {
  it("shows bytes in whole megabytes", () => {
    expect(megabytes(253_112_320)).toBe("253");
    expect(megabytes(0)).toBe("0");
  });

  it("shows speed with a decimal while it is slow", () => {
    expect(speedText(1_240_000)).toBe("1.2 MB/s");
    expect(speedText(48_400_000)).toBe("48 MB/s");
  });

  it("shows the time left in seconds, then in minutes", () => {
    expect(timeLeftText(0.2)).toBe("1 s left");
    expect(timeLeftText(89)).toBe("89 s left");
    expect(timeLeftText(150)).toBe("3 min left");
  });

  it("shows durations, rates and counts", () => {
    expect(durationText(84.4)).toBe("84 ms");
    expect(durationText(1400)).toBe("1.4 s");
    expect(rateText(0.834)).toBe("0.83");
    expect(rateText(29.4)).toBe("29");
    expect(countText(32_768)).toBe("32,768");
  });

  it("shows how many times as much, finely where it hardly differs", () => {
    expect([0.004, 0.98, 1.4, 11.6, 2000].map(factorText)).toEqual(["<0.01", "0.98", "1.40", "12", ">999"]);
  });

  it("claims certainty or impossibility only where it holds", () => {
    expect(percentText(0)).toBe("0 %");
    expect(percentText(1)).toBe("100 %");
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (probability) => {
        expect(percentText(probability)).not.toMatch(/^(0|100) %$/);
      }),
    );
  });
});
