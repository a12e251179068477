import { plainNumber, typedNumbers } from "./typed-number.ts";

const WHOLE = { numbers: [725, 1800], isPercent: false };
const FRACTIONS = { numbers: [7.25, 18], isPercent: false };
const SHARES = { numbers: [0.5, 1], isPercent: false };

describe("a typed number", () => {
  it.each([
    ["7", [7], [7]],
    ["-12.5", [-12.5], [-12.5]],
    ["0.25", [0.25], [0.25]],
    ["0.125", [0.125], [0.125]],
    ["1e-7", [1e-7], [1e-7]],
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
    ["50%", { ...WHOLE, isPercent: true }, [0.5]],
    ["50%", WHOLE, [0.5, 50]],
    ["0%", WHOLE, [0]],
    ["1.250 %", WHOLE, [12.5, 1250]],
    ["half %", SHARES, []],
  ])("with a percent sign is a share: %s", (text, column, numbers) => {
    expect(typedNumbers(text, "de", column)).toEqual(numbers);
  });

  it("is plain with a point alone", () => {
    expect(["7.25", "7,25", "1,250", "50%", "1e5"].map(plainNumber)).toEqual([7.25, null, null, null, null]);
  });
});
