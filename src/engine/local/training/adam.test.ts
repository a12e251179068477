import { Adam } from "./adam.ts";
import { learningRateShare, TeachingEnd } from "./schedule.ts";

describe("Adam", () => {
  it("takes PyTorch's AdamW steps", () => {
    // torch.optim.AdamW(lr=0.1, weight_decay=0.01) on [1, -2] with gradients [0.5, -0.25], then [0.1, 0.3].
    const parameter = Float32Array.of(1, -2);
    const adam = new Adam(new Map([["x", parameter]]), { weightDecay: 0.01, clipNorm: 10 });
    adam.step(new Map([["x", Float32Array.of(0.5, -0.25)]]), 0.1);
    expect([...parameter].map((value) => Number(value.toFixed(5)))).toEqual([0.899, -1.898]);
    adam.step(new Map([["x", Float32Array.of(0.1, 0.3)]]), 0.1);
    expect([...parameter].map((value) => Number(value.toFixed(5)))).toEqual([0.8178, -1.9104]);
  });

  it("scales a gradient that is too long down to the limit", () => {
    const parameters = () => new Map([["x", Float32Array.of(0, 0)]]);
    const gradient = (factor: number) => new Map([["x", Float32Array.of(3 * factor, 4 * factor)]]);
    const [short, long] = [parameters(), parameters()];
    new Adam(short, { weightDecay: 0, clipNorm: 5 }).step(gradient(1), 0.1);
    const { gradientNorm } = new Adam(long, { weightDecay: 0, clipNorm: 5 }).step(gradient(100), 0.1);
    expect(gradientNorm).toBeCloseTo(500);
    expect(long).toEqual(short);
  });
});

describe("the schedule", () => {
  it("warms up, falls, and never stops", () => {
    const shares = Array.from({ length: 100 }, (_, step) => learningRateShare(step, 100));
    expect(shares[0]).toBeCloseTo(0.1);
    expect(Math.max(...shares)).toBe(shares[9]);
    expect(shares.at(-1)).toBeGreaterThan(0.09);
  });

  it("ends where the held-back rows get no better, or all is learned", () => {
    const waiting = new TeachingEnd();
    expect([3, 2, 2.5, 2.6].map((loss) => waiting.isBest(1, loss))).toEqual([true, true, false, false]);
    expect(waiting.isReached).toBe(false);
    waiting.isBest(1, 2.7);
    waiting.isBest(1, 2.8);
    expect(waiting.isReached).toBe(true);
    const worse = new TeachingEnd();
    expect([Infinity, 1].map((loss) => worse.isBest(loss, loss === 1 ? 0.9 : 0.5))).toEqual([true, false]);
    const learned = new TeachingEnd();
    learned.isBest(0.001, null);
    expect(learned.isReached).toBe(true);
  });
});
