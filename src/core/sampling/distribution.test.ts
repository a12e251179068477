import type { TokenCandidate } from "../../engine/completer.ts";
import { reshape, softmax } from "./distribution.ts";
import type { ProcessorOptions } from "./logits-processor.ts";

const candidates: TokenCandidate[] = [
  { id: 5, text: " Lima", logProbability: Math.log(0.5) },
  { id: 9, text: " Quito", logProbability: Math.log(0.25) },
  { id: 2, text: " La", logProbability: Math.log(0.125) },
  { id: 7, text: "\n", logProbability: Math.log(0.125) },
];

function after(options: Partial<ProcessorOptions>): number[] {
  const all = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, ...options };
  return reshape(candidates, all).map(({ kept, probability }) => {
    expect(kept).toBe(probability > 0);
    return Number(probability.toFixed(6));
  });
}

describe("softmax", () => {
  it("adds up to one and holds for large logits and dropped tokens", () => {
    const probabilities = softmax(Float32Array.from([1000, 1000 + Math.fround(Math.log(3)), -Infinity]));
    expect(probabilities[1]).toBeCloseTo(0.75, 4);
    expect(probabilities[2]).toBe(0);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
  });
});

describe("the reshaped distribution", () => {
  it("is the model's own with neutral options", () => {
    expect(after({})).toEqual([0.5, 0.25, 0.125, 0.125]);
  });

  it("follows each option", () => {
    expect(after({ temperature: 0.5 })).toEqual([0.727273, 0.181818, 0.045455, 0.045455]);
    expect(after({ topK: 2 })).toEqual([0.666667, 0.333333, 0, 0]);
    expect(after({ topP: 0.6 })).toEqual([0.666667, 0.333333, 0, 0]);
    expect(after({ minP: 0.4 })).toEqual([0.666667, 0.333333, 0, 0]);
  });

  it("gives everything to the likeliest at temperature 0", () => {
    expect(after({ temperature: 0, topP: 0.1 })).toEqual([1, 0, 0, 0]);
  });

  it("leaves the repetition penalty out", () => {
    expect(after({ repetitionPenalty: 2 })).toEqual(after({}));
  });

  it("keeps order, ids and texts", () => {
    const [first] = reshape(candidates, { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 });
    expect(first).toMatchObject({ id: 5, text: " Lima" });
    expect(reshape([], { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 })).toEqual([]);
  });
});
