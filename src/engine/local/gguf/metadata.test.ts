import { readBoolean, readNumber, readNumbers, readString, readStrings } from "./metadata.ts";

const metadata = {
  count: 3,
  large: 12n,
  huge: 1n << 60n,
  name: "x",
  on: true,
  list: [1, 2],
  words: ["a"],
  mixed: [1, "a"],
};

describe("metadata getters", () => {
  it("give the value under the key", () => {
    expect(readNumber(metadata, "count")).toBe(3);
    expect(readNumber(metadata, "large")).toBe(12);
    expect(readString(metadata, "name")).toBe("x");
    expect(readBoolean(metadata, "on", false)).toBe(true);
    expect(readNumbers(metadata, "list")).toEqual([1, 2]);
    expect(readStrings(metadata, "words")).toEqual(["a"]);
  });

  it("fall back where the key is absent", () => {
    expect(readNumber(metadata, "none", 7)).toBe(7);
    expect(readString(metadata, "none", "y")).toBe("y");
    expect(readBoolean(metadata, "none", true)).toBe(true);
  });

  it("name a missing key", () => {
    expect(() => readNumber(metadata, "none")).toThrow("model-file-invalid: metadata key none is missing");
    expect(() => readString(metadata, "toString")).toThrow("metadata key toString is missing");
  });

  it("name a key of the wrong kind", () => {
    expect(() => readNumber(metadata, "name")).toThrow("metadata key name is not a number");
    expect(() => readNumber(metadata, "huge")).toThrow("metadata key huge is not a number");
    expect(() => readStrings(metadata, "mixed")).toThrow("metadata key mixed is not a list of strings");
    expect(() => readNumbers(metadata, "mixed")).toThrow("metadata key mixed is not a list of numbers");
    expect(() => readBoolean(metadata, "count", true)).toThrow("metadata key count is not a boolean");
  });
});
