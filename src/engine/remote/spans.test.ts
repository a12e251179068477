import { placesIn } from "./spans.ts";

/** The parts of the text that the tokens hold. */
const parts = (tokens: readonly string[], text: string) =>
  placesIn(tokens, text)?.map(({ start, end }) => text.slice(start, end));

describe("places of tokens in a text", () => {
  it("leave the start token out, whose letters vLLM counts as text", () => {
    expect(parts(["<bos>", "Zo", "ë", ":", " Lima"], "Zoë: Lima")).toEqual(["", "Zo", "ë", ":", " Lima"]);
    expect(parts(["<b", ">", "hi"], "<b>hi")).toEqual(["<b", ">", "hi"]);
  });

  it("give the bytes of a character all of it, of which vLLM tells the text at the last one", () => {
    const tokens = ["<bos>", "a", " ", "", "", "", "𝔘", ": x"];
    expect(parts(tokens, "a 𝔘: x")).toEqual(["", "a", " ", "𝔘", "𝔘", "𝔘", "𝔘", ": x"]);
    expect(placesIn(["🦜", " x"], "🦜 x")).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ]);
  });

  it("bear with bytes that are told as unreadable", () => {
    const tokens = ["a", "\uFFFD", "\uFFFD", "\uFFFD", "\uFFFD", "b"];
    expect(placesIn(tokens, "a𝔘b")?.at(-1)).toEqual({ start: 1, end: 4 });
  });

  it("bear with a space before the text, and with words told without theirs", () => {
    expect(parts(["<s>", " Peru", "Lima"], "Peru Lima")).toEqual(["", "Peru", " Lima"]);
  });

  it("end with the text, whatever was written behind it", () => {
    expect(parts(["a", "b", "c"], "ab")).toEqual(["a", "b"]);
  });

  it("are none where the tokens are those of another text", () => {
    expect(placesIn(["a", "x"], "ab")).toBeNull();
    expect(placesIn(["a"], "ab")).toBeNull();
    expect(placesIn([], "ab")).toBeNull();
  });
});
