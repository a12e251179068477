import fc from "fast-check";
import { editSimilarity } from "./edit-similarity.ts";
import { bestMatch, matchRequests, priorRequests } from "./match.ts";

const scored = (logProbability: number) => ({ spans: [[{ id: 0, text: "", logProbability }]] });

describe("how alike texts are written", () => {
  it.each([
    ["Microsoft", "microsoft!", 1],
    ["Müller", "muller", 1],
    ["John Smith", "Smith, John", 1],
    ["", "", 1],
    ["abc", "", 0],
    ["abc", "xyz", 0],
  ])("%s and %s: %d", (one, other, similarity) => {
    expect(editSimilarity(one, other)).toBe(similarity);
  });

  it("falls with each edit, and is found in a longer text", () => {
    expect(editSimilarity("Virgina", "Virginia")).toBeGreaterThan(editSimilarity("Virgina", "Georgia"));
    expect(editSimilarity("pixel", "Google Pixel 6")).toBeGreaterThan(0.8);
  });

  it("lies between 0 and 1, and is 1 for a text and itself", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const similarity = editSimilarity(one, other);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(editSimilarity(one, one)).toBe(1);
      }),
    );
  });
});

describe("matching to a list", () => {
  it("asks behind the user's examples, or behind its own", () => {
    const given = { headers: null, examples: [{ inputs: ["a"], output: "b" }], answerType: "text" } as const;
    expect(matchRequests("c", ["d"], given)[0]!.prompt).toEqual({
      prefix: "Text: a\nSame as: b\n\nText:",
      suffix: " c\nSame as:",
    });
    expect(matchRequests("c", ["d"], null)[0]!.prompt.prefix).toContain("NASA");
    expect(priorRequests("d", null)).toHaveLength(3);
  });

  it("takes away what is likely whatever the text, and counts what is written alike", () => {
    const items = ["Apple", "Zambia"];
    const [often, seldom] = [-2, -9];
    expect(bestMatch("x", items, [scored(-2), scored(-3)], [often, seldom]).item).toBe("Zambia");
    const match = bestMatch("zambja", items, [scored(-2), scored(-3)], [often, often]);
    expect(match.item).toBe("Zambia");
    expect(match.share).toBeGreaterThan(0.5);
    expect(match.share).toBeLessThan(1);
  });
});
