import type { SamplingOptions } from "../../engine/completer.ts";
import { uniformAt } from "./counter-random.ts";
import { createSampler, drawToken } from "./sampler.ts";

const greedy: SamplingOptions = {
  temperature: 0,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 16,
  stop: [],
  seed: 1,
};

const logits = () => Float32Array.from([1, 4, 2, 3.5, -1]);

function sample(options: Partial<SamplingOptions>, step = 0, tokens: number[] = []): number {
  return createSampler({ ...greedy, ...options })!(logits(), { tokens, step });
}

/** Deterministic numbers about as far apart as the logits of a model. */
function vocabulary(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, id) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(7, id)));
    return 2.5 * radius * Math.cos(2 * Math.PI * uniformAt(8, id));
  });
}

describe("the sampler", () => {
  it("is null for greedy decoding without a penalty, whatever else is set", () => {
    expect(createSampler(greedy)).toBeNull();
    expect(createSampler({ ...greedy, topK: 3, topP: 0.5, minP: 0.1, seed: 9 })).toBeNull();
  });

  it("takes the likeliest token after the penalty", () => {
    expect(sample({ repetitionPenalty: 1.01 })).toBe(1);
    expect(sample({ repetitionPenalty: 1.5 }, 0, [1])).toBe(3);
  });

  it("takes the lowest id of equally likely tokens", () => {
    const sampler = createSampler({ ...greedy, repetitionPenalty: 2 })!;
    expect(sampler(Float32Array.from([1, 2, 2]), { tokens: [], step: 0 })).toBe(1);
  });

  it("depends on seed and step alone", () => {
    const draws = (seed: number) =>
      Array.from({ length: 40 }, (_, step) => sample({ temperature: 1.5, seed }, step));
    const backwards = Array.from({ length: 40 }, (_, index) =>
      sample({ temperature: 1.5, seed: 3 }, 39 - index),
    );
    expect(draws(3)).toEqual(backwards.reverse());
    expect(draws(3)).not.toEqual(draws(4));
  });

  it("draws each token as often as its probability says", () => {
    const counts = new Array<number>(5).fill(0);
    const draws = 20_000;
    for (let step = 0; step < draws; step++) counts[sample({ temperature: 1 }, step)]!++;
    const weights = [...logits()].map(Math.exp);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const chiSquare = weights.reduce((sum, weight, id) => {
      const expected = (draws * weight) / total;
      return sum + (counts[id]! - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(18.5); // 4 degrees of freedom, p = 0.001
  });

  it("never draws a dropped token", () => {
    for (let step = 0; step < 500; step++) {
      expect([1, 3]).toContain(sample({ temperature: 2, topK: 2 }, step));
    }
  });

  it("refuses logits that are no distribution", () => {
    expect(() => drawToken(Float32Array.from([-Infinity, -Infinity]), 0.5)).toThrow("no distribution");
    expect(() => drawToken(Float32Array.from([NaN]), 0.5)).toThrow("no distribution");
  });

  it("stays on the last kept token at the upper end", () => {
    expect(drawToken(Float32Array.from([0, 0, -Infinity]), 1 - 2 ** -53)).toBe(1);
    expect(drawToken(Float32Array.from([-Infinity, 0, 0]), 0)).toBe(1);
  });

  it.each([
    ["top-k 40", { topK: 40 }, 15],
    ["top-p 0.9 alone", { topP: 0.9 }, 60],
    ["top-p 0.9 at temperature 2", { topP: 0.9, temperature: 2 }, 60],
  ])("draws from 262,144 tokens with %s in time", (_, options, limitMilliseconds) => {
    const source = vocabulary(262_144);
    const sampler = createSampler({ ...greedy, temperature: 0.8, ...options })!;
    const times = Array.from({ length: 9 }, (__, step) => {
      const copy = source.slice();
      const start = performance.now();
      sampler(copy, { tokens: [], step });
      return performance.now() - start;
    });
    const fastest = Math.min(...times);
    if (process.env["SHOW_TIMES"]) console.log(times.map((time) => time.toFixed(1)).join(" "));
    expect(fastest).toBeLessThan(limitMilliseconds);
  });
});
