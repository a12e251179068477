import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Content } from "./content-key.ts";
import { contentKey, drawSeed } from "./content-key.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const contents: fc.Arbitrary<Content> = fc.record({
  modelHash: fc.constantFrom("aa", "bb"),
  prompt: fc.record({ prefix: fc.string({ unit: "binary" }), suffix: fc.string({ unit: "binary" }) }),
  sampling: fc.record({
    temperature: fc.constantFrom(0, 0.7, 1),
    topK: fc.nat(3),
    topP: share,
    minP: share,
    repetitionPenalty: fc.constantFrom(1, 1.2),
    maxTokens: fc.integer({ min: 1, max: 4 }),
    stop: fc.array(fc.string({ maxLength: 2 }), { maxLength: 2 }),
  }),
  format: fc.constantFrom("fields", "arrow"),
  answerType: fc.constantFrom("number" as const, "boolean" as const, "text" as const),
  constraint: fc.record({
    allowed: fc.record({
      kind: fc.constant("texts" as const),
      texts: fc.array(fc.string({ maxLength: 2 }), { maxLength: 2 }),
    }),
    before: fc.constant(" "),
    after: fc.constant(""),
  }),
});

const drawn: Content = {
  modelHash: "aa",
  prompt: { prefix: "Country:", suffix: " Peru\nCapital:" },
  sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, maxTokens: 16, stop: ["\n"] },
  format: "fields",
  answerType: "text",
};
const greedy: Content = { ...drawn, sampling: { ...drawn.sampling, temperature: 0 } };

describe("the content key", () => {
  it("is equal for equal content, in whatever order its parts were put together", () => {
    fc.assert(
      fc.property(contents, fc.nat(), (content, seed) => {
        const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());
        const copy = reversed({ ...content, sampling: reversed(content.sampling) }) as unknown as Content;
        expect(contentKey(copy, seed)).toBe(contentKey(content, seed));
        expect(drawSeed(copy, seed)).toBe(drawSeed(content, seed));
      }),
    );
  });

  it("is 64 hex digits and differs wherever one part differs", () => {
    const others: Content[] = [
      { ...drawn, modelHash: "bb" },
      { ...drawn, prompt: { prefix: "Country: ", suffix: "Peru\nCapital:" } },
      { ...drawn, sampling: { ...drawn.sampling, temperature: 0.5 } },
      { ...drawn, sampling: { ...drawn.sampling, topK: 1 } },
      { ...drawn, sampling: { ...drawn.sampling, topP: 0.5 } },
      { ...drawn, sampling: { ...drawn.sampling, minP: 0.5 } },
      { ...drawn, sampling: { ...drawn.sampling, repetitionPenalty: 1.1 } },
      { ...drawn, sampling: { ...drawn.sampling, maxTokens: 17 } },
      { ...drawn, sampling: { ...drawn.sampling, stop: ["\n", "x"] } },
      { ...drawn, format: "arrow" },
      { ...drawn, answerType: "number" },
      greedy,
    ];
    const keys = [drawn, ...others].map((content) => contentKey(content, 1));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it("leaves out at temperature 0 what only shapes the draw", () => {
    const other = { ...greedy, sampling: { ...greedy.sampling, topK: 9, topP: 0.5, minP: 0.1 } };
    expect(contentKey(other, 2)).toBe(contentKey(greedy, 1));
    expect(contentKey(drawn, 2)).not.toBe(contentKey(drawn, 1));
  });

  it("is the SHA-256 that Node computes of the same text", () => {
    const text = JSON.stringify(["aa", "Country:", " Peru\nCapital:", null, 1, 16, ["\n"], "fields", "text"]);
    const expected = createHash("sha256")
      .update(JSON.stringify([text, null]))
      .digest("hex");
    expect(contentKey(greedy, 1)).toBe(expected);
  });
});

describe("the draw seed", () => {
  it("is an unsigned 32-bit number that changes with content and with the workbook's seed", () => {
    const seeds = [drawSeed(drawn, 1), drawSeed(drawn, 2), drawSeed({ ...drawn, format: "arrow" }, 1)];
    expect(new Set(seeds).size).toBe(3);
    for (const seed of seeds) expect(seed >>> 0).toBe(seed);
  });
});
