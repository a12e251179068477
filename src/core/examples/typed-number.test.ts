import { isLeftToColumn, plainNumber, typedNumbers } from "./typed-number.ts";

const WHOLE = { numbers: [725, 1800], percentSign: null };
const FRACTIONS = { numbers: [7.25, 18], percentSign: null };
const SHARES = { numbers: [0.5, 1], percentSign: null };

describe("a typed number", () => {
  it.each([
    ["7", [7], [7]],
    ["-12.5", [-12.5], [-12.5]],
    ["0.25", [0.25], [0.25]],
    ["0.125", [0.125], [0.125]],
    ["1e-7", [1e-7], [1e-7]],
    ["1.5e-7", [1.5e-7], [1.5e-7]],
    ["1,5e-7", [], [1.5e-7]],
    ["-1,5E+30", [], [-1.5e30]],
    ["1e999", [], []],
    ["9".repeat(400), [], []],
    ["1,250", [1250], [1.25]],
    ["1,250.5", [1250.5], []],
    ["7,25", [], [7.25]],
    ["1.250,5", [], [1250.5]],
    ["-1.250.000", [], [-1250000]],
    ["007", [], []],
    ["12 Euro", [], []],
    ["%", [], []],
    ["", [], []],
  ])("is read from %s by the signs of the language", (text, english, german) => {
    for (const column of [WHOLE, FRACTIONS]) {
      expect([typedNumbers(text, "en", column), typedNumbers(text, "de", column)]).toEqual([english, german]);
    }
  });

  it("with one point before three figures is a thousand in a German column of whole numbers, and may be either in another", () => {
    expect(typedNumbers("1.250", "de", WHOLE)).toEqual([1250]);
    expect(typedNumbers("1.250", "de", FRACTIONS)).toEqual([1250, 1.25]);
    expect(typedNumbers("1.250", "en", WHOLE)).toEqual([1.25]);
  });

  it.each([
    ["50%", SHARES, [0.5]],
    ["12,5 %", SHARES, [0.125]],
    ["-7%", SHARES, [-0.07]],
    ["50%", { ...WHOLE, percentSign: "scales" }, [0.5]],
    ["50%", { ...WHOLE, percentSign: "literal" }, [50]],
    ["0,5 %", { ...SHARES, percentSign: "literal" }, [0.5]],
    ["50%", WHOLE, [0.5, 50]],
    ["0%", WHOLE, [0]],
    ["1.250 %", WHOLE, [12.5, 1250]],
    ["half %", SHARES, []],
  ] as const)("with a percent sign is a share: %s", (text, column, numbers) => {
    expect(typedNumbers(text, "de", column)).toEqual(numbers);
  });

  it("is plain with a point alone", () => {
    const texts = ["7.25", "7,25", "1,250", "50%", "1e5", "9".repeat(400)];
    expect(texts.map(plainNumber)).toEqual([7.25, null, null, null, null, null]);
  });

  it.each([
    ["725", null, false],
    ["1.250,5", null, false],
    ["1.250", null, true],
    ["1.250", "scales", true],
    ["50%", null, true],
    ["50%", "scales", false],
    ["50%", "literal", false],
    ["half %", null, false],
  ] as const)(
    "is left to its column only where it can be read in two ways: %s (%p)",
    (text, sign, isLeft) => {
      expect(isLeftToColumn(text, "de", sign)).toBe(isLeft);
    },
  );
});
