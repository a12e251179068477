import fc from "fast-check";
import { philox4x32, uniformAt } from "./counter-random.ts";

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

describe("Philox4x32-10", () => {
  // Known answers of Random123 1.14 (tests/kat_vectors): counter, key, result.
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ] as const)("of %j under %j is as published", (counter, key, result) => {
    expect(hex(philox4x32(counter, key))).toBe(result);
  });
});

describe("uniform numbers", () => {
  it("lie in [0, 1) and are the same each time", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, fc.nat(1000), (seed, step) => {
        const number = uniformAt(seed, step);
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(1);
        expect(uniformAt(seed, step)).toBe(number);
      }),
    );
  });

  it("are evenly spread over seeds and over steps", () => {
    for (const at of [(index: number) => uniformAt(index, 0), (index: number) => uniformAt(5, index)]) {
      const counts = new Array<number>(10).fill(0);
      for (let index = 0; index < 10_000; index++) counts[Math.floor(at(index) * 10)]!++;
      const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      expect(chiSquare).toBeLessThan(27.9); // 9 degrees of freedom, p = 0.001
    }
  });
});
