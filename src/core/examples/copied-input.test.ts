import type { ExampleSet } from "./example-set.ts";
import { weightOfCopy } from "./copied-input.ts";

const set = (...pairs: readonly (readonly [string, string])[]): ExampleSet => ({
  headers: null,
  examples: pairs.map(([input, output]) => ({ inputs: [input], output })),
  answerType: "text",
});
const OPPOSITES = set(["hot", "cold"], ["big", "small"], ["wet", "dry"]);

describe("an answer that is its row's input", () => {
  it("counts little where no example is one", () => {
    expect(weightOfCopy(OPPOSITES, ["loud"], "loud")).toBeLessThan(0.1);
  });

  it("counts as any other where an example is one, where the examples are few, and where only the case differs", () => {
    expect(weightOfCopy(set(["cut", "cut"], ["go", "went"], ["see", "saw"]), ["put"], "put")).toBe(1);
    expect(weightOfCopy(set(["hot", "cold"], ["big", "small"]), ["loud"], "loud")).toBe(1);
    expect(weightOfCopy(OPPOSITES, ["loud"], "LOUD")).toBe(1);
  });
});
