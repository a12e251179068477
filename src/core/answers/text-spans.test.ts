import fc from "fast-check";
import { cellText, FUZZ } from "../testing/hostile-texts.ts";
import { spanRule, textSpans } from "./text-spans.ts";

describe("the stretches of a text", () => {
  it("are its words and neighbouring words, without the punctuation around them", () => {
    expect(textSpans('Write to "joe@green.com" (now), or pay $1,250.50.')).toEqual(
      expect.arrayContaining(["joe@green.com", "now", "$1,250.50", "Write to", "pay $1,250.50", "or pay"]),
    );
    expect(textSpans("one one")).toEqual(["one", "one one"]);
  });

  it("have eight words at most, and are none in a long text", () => {
    const words = Array.from({ length: 9 }, (_, place) => `w${place}`);
    expect(textSpans(words.join(" "))).toContain(words.slice(0, 8).join(" "));
    expect(textSpans(words.join(" "))).not.toContain(words.join(" "));
    expect(spanRule("word ".repeat(121)).allowed).toBeNull();
  });

  it("stand in the text as they are, whatever it holds", () => {
    fc.assert(
      fc.property(cellText, (text) => textSpans(text).every((span) => span !== "" && text.includes(span))),
      FUZZ,
    );
  });
});
