import fc from "fast-check";
import { topP } from "./top-p.ts";

/** The plain one: sorts everything. */
function keptBySorting(logits: readonly number[], p: number): number[] {
  const max = Math.max(...logits);
  const ranked = logits.map((logit, id) => ({ id, logit })).sort((a, b) => b.logit - a.logit || b.id - a.id);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0);
  let above = 0;
  const kept = ranked.filter(({ logit }) => {
    const keep = above < p * total;
    above += Math.exp(logit - max);
    return keep;
  });
  return kept.map(({ id }) => id).sort((a, b) => a - b);
}

describe("top-p by buckets", () => {
  it("keeps what a full sort keeps", () => {
    // Quarters make many ties; the odd p keeps the border away from sums that rounding could tip.
    const logits = fc.array(
      fc.integer({ min: -400, max: 80 }).map((quarters) => quarters / 4),
      { minLength: 1, maxLength: 300 },
    );
    const p = fc.integer({ min: 0, max: 97 }).map((percent) => percent / 100 + 0.0123457);
    fc.assert(
      fc.property(logits, p, (values, limit) => {
        const after = Float32Array.from(values);
        topP.process(after, { temperature: 1, topK: 0, topP: limit, minP: 0, repetitionPenalty: 1 }, []);
        const kept = values.map((_, id) => id).filter((id) => after[id] !== -Infinity);
        expect(kept).toEqual(keptBySorting(values, limit));
      }),
      { numRuns: 500 },
    );
  });
});
