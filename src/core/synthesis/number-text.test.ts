import fc from "fast-check";
import type { NumberFormat } from "./number-text.ts";
import { cleanNumber, numbersIn, renderNumber } from "./number-text.ts";
import { roundTo } from "./rounding.ts";

const PLAIN: NumberFormat = {
  decimals: { kind: "needed", least: 0 },
  group: "",
  point: ".",
  width: 0,
  fill: "0",
};
const valuesIn = (text: string) => numbersIn(text).map((read) => read?.value ?? null);

describe("numbers in a text", () => {
  it.each([
    ["$2,488.51 and -3", [2488.51, -3]],
    ["5-7", [5, 7]],
    ["1e3", [1000]],
    ["12,34", [12, 34]],
    ["no number", []],
    ["4111111111111111111", [null]],
  ])("of %j are %j", (text, values) => {
    expect(valuesIn(text)).toEqual(values);
  });

  it("are read again as they were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.nat(4), (digits, decimals) => {
        const value = cleanNumber(digits / 10 ** decimals);
        for (const group of ["", ","]) {
          const text = renderNumber({ value, decimals }, { ...PLAIN, group });
          expect(valuesIn(text)).toEqual([value]);
        }
      }),
    );
  });
});

describe("a number is written", () => {
  it.each<[Partial<NumberFormat>, string]>([
    [{}, "1234.5"],
    [{ decimals: { kind: "fixed", count: 2 } }, "1234.50"],
    [{ decimals: { kind: "needed", least: 3 } }, "1234.500"],
    [{ group: ".", point: "," }, "1.234,5"],
    [{ width: 6 }, "001234.5"],
    [{ width: 6, fill: " " }, "  1234.5"],
  ])("with %j as %j", (format, text) => {
    expect(renderNumber({ value: 1234.5, decimals: 1 }, { ...PLAIN, ...format })).toBe(text);
  });

  it("without the noise of binary fractions", () => {
    expect(renderNumber({ value: 23224.1, decimals: 1 }, PLAIN)).toBe("23224.1");
    expect(
      renderNumber({ value: -0.0001, decimals: 4 }, { ...PLAIN, decimals: { kind: "fixed", count: 1 } }),
    ).toBe("0.0");
  });
});

describe("rounding", () => {
  it.each([
    ["nearest", 12.5, 5, 15],
    ["nearest", -12.5, 5, -15],
    ["nearest", 0.15, 0.1, 0.2],
    ["down", -5783, 50, -5800],
    ["up", -5783, 50, -5750],
  ] as const)("%s of %d to %d is %d", (mode, value, step, rounded) => {
    expect(roundTo(value, { mode, step, phase: 0, offset: 0 })).toBe(rounded);
  });
});
