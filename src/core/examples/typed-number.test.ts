import { plainNumber, typedNumber } from "./typed-number.ts";

describe("a typed number", () => {
  it.each([
    ["7", 7, 7],
    ["-12.5", -12.5, -12.5],
    ["0.25", 0.25, 0.25],
    ["1,250", 1250, 1.25],
    ["1,250.5", 1250.5, null],
    ["7,25", null, 7.25],
    ["1.250,5", null, 1250.5],
    ["007", null, null],
    ["12 Euro", null, null],
    ["", null, null],
  ])("is read from %s by the signs of the language", (text, english, german) => {
    expect([typedNumber(text, "en"), typedNumber(text, "de")]).toEqual([english, german]);
  });

  it("is plain with a point alone", () => {
    expect(["7.25", "7,25", "1,250"].map(plainNumber)).toEqual([7.25, null, null]);
  });
});
