import fc from "fast-check";
import { isBlank, promptText } from "./cell-value.ts";

describe("a cell value as prompt text", () => {
  it.each([
    ["  Peru ", "Peru"],
    ["first\r\nsecond", "first second"],
    ["a \n\n\t b", "a b"],
    ["two  spaces stay", "two  spaces stay"],
    ["a\u2028b", "a b"],
    [1234567.5, "1234567.5"],
    [0.1 + 0.2, "0.3"],
    [-0, "0"],
    [1e21, "1e+21"],
    [true, "TRUE"],
    [false, "FALSE"],
    [null, ""],
  ])("%j is %j", (value, text) => {
    expect(promptText(value)).toBe(text);
  });

  it("is one line without spaces around it", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.double({ noNaN: true }), fc.boolean()),
        (value) => {
          const text = promptText(value);
          expect(text).toBe(text.trim());
          expect(text).not.toMatch(/[\n\r\t\v\f\u0085\u2028\u2029]/);
        },
      ),
    );
  });
});

describe("a blank cell", () => {
  it.each([null, "", "  ", "\n"])("is %j", (value) => expect(isBlank(value)).toBe(true));
  it.each([0, false, "x"])("is not %j", (value) => expect(isBlank(value)).toBe(false));
});
