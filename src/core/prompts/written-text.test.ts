import fc from "fast-check";
import { writtenText } from "./written-text.ts";

const byteNames = (text: string): string[] =>
  [...new TextEncoder().encode(text)].map(
    (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );

describe("the text that tokens spell", () => {
  it("has whole characters, however their bytes lie in tokens", () => {
    const words = fc.array(fc.tuple(fc.string({ unit: "grapheme", minLength: 1 }), fc.boolean()));
    fc.assert(
      fc.property(words, (parts) => {
        const tokens = parts.flatMap(([text, isInBytes]) => (isInBytes ? byteNames(text) : [text]));
        expect(writtenText(tokens.map((text) => ({ text })))).toBe(parts.map(([text]) => text).join(""));
      }),
    );
  });

  it("shows where a character was not finished", () => {
    expect(writtenText([{ text: "a" }, { text: "<0xF0><0x9F>" }])).toBe("a\ufffd");
  });
});
