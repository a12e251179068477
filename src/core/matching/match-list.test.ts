import fc from "fast-check";
import { editSimilarity } from "./edit-similarity.ts";
import { MatchList, SHORT_LIST } from "./match-list.ts";

const same = (text: string, items: readonly string[]) => new MatchList(items).same(text);

describe("a list to match with", () => {
  it("needs no model for the item itself", () => {
    expect(same("côte d’ivoire", ["Peru", "Cote d'Ivoire"])).toBe("Cote d'Ivoire");
    expect(same("PERU!", ["Péru", "Peru"])).toBe("Péru");
    expect(same("Per", ["Peru"])).toBeNull();
    expect(same("?", ["!"])).toBeNull();
  });

  it("gives all of a short list, and of a long one what is written most alike", () => {
    const items = Array.from({ length: 3 * SHORT_LIST }, (_, i) => `Item ${i}`);
    expect(new MatchList(items.slice(0, SHORT_LIST)).shortList("x")).toHaveLength(SHORT_LIST);
    const chosen = new MatchList(items).shortList("item 77");
    expect(chosen).toHaveLength(SHORT_LIST);
    expect(chosen[0]).toBe("Item 77");
  });

  it("finds in a very long list what a look at every item would find first", () => {
    const syllables = ["ka", "lo", "mi", "tu", "re", "san", "ber", "qui", "dor", "ven", "pol", "ax"];
    const word = (i: number) =>
      [i % 12, Math.floor(i / 12) % 12, Math.floor(i / 144) % 12].map((at) => syllables[at]).join("");
    const items = Array.from({ length: 3000 }, (_, i) => `${word(i)} ${word(7 * i + 5)}`);
    const list = new MatchList(items);
    const wordings = fc.constantFrom<(text: string) => string>(
      (text) => text.split(" ").reverse().join(", "),
      (text) => text.slice(0, 4) + text.slice(5),
      (text) => text.split(" ")[0]!.toUpperCase(),
      (text) => `the ${text} company`,
    );
    fc.assert(
      fc.property(fc.nat(items.length - 1), wordings, (at, reword) => {
        const text = reword(items[at]!);
        const best = Math.max(...items.map((item) => editSimilarity(text, item)));
        expect(editSimilarity(text, list.shortList(text)[0]!)).toBe(best);
      }),
      { numRuns: 20 },
    );
  });
});
