import { mergedResults } from "./merged-results.ts";
import type { ResultFile } from "./result-file.ts";

const relation = (id: string, seed: number, ...right: boolean[]): ResultFile["relations"][number] => ({
  id,
  seed,
  kind: "fact",
  accuracy: right.filter(Boolean).length / right.length,
  answers: right.map((correct) => ({ correct, confidence: 0.5, probability: 0.5, rarity: 1 })),
});
const part = (model: string, ...relations: ResultFile["relations"]): ResultFile => ({
  model,
  modelHash: model,
  settings: { mode: "chosen" },
  relations,
});

describe("parts of an eval", () => {
  it("become one result, by seed and id, with the sums of all", () => {
    const merged = mergedResults([
      part("m", relation("b", 0, true, false), relation("a", 1, false)),
      part("m", relation("a", 0, true)),
    ]);
    expect(merged.relations.map(({ id, seed }) => `${id} ${seed}`)).toEqual(["a 0", "b 0", "a 1"]);
    expect(merged).toMatchObject({
      summaries: [{ kind: "all", relations: 3, accuracy: 0.5 }, { kind: "fact" }],
    });
  });

  it("are refused where they are of two evals, or one of them twice", () => {
    const one = part("m", relation("a", 0, true));
    expect(() => mergedResults([one, part("n", relation("b", 0, true))])).toThrow("different models");
    expect(() => mergedResults([one, one])).toThrow("a is there twice");
  });
});
