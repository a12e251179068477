import type { ExampleSet } from "../examples/example-set.ts";
import { fields } from "../prompts/formats/fields.ts";
import { biasRequests, readBiases } from "./label-bias.ts";

const reviews: ExampleSet = {
  headers: { inputs: ["Review"], output: "Mood" },
  examples: [
    { inputs: ["Fine food here."], output: "good" },
    { inputs: ["Never again, sadly."], output: "bad" },
  ],
  answerType: "text",
};
const WORDS = ["Fine", "food", "here.", "Never", "again,", "sadly."];
const closed = { kind: "texts", texts: ["good", "bad"] } as const;
const score = (probability: number) => ({
  spans: [[{ id: 1, text: "x", logProbability: Math.log(probability) }]],
});

describe("the bias of labels", () => {
  it("is asked behind inputs that say nothing, with the prefix that the rows have", () => {
    const requests = biasRequests(fields, reviews, closed);
    expect(requests.map(({ continuation }) => continuation)).toEqual(Array(6).fill([" good", " bad"]).flat());
    expect(requests[0]!.prompt).toEqual(fields.render(reviews, ["N/A"]));
  });

  it("is also asked behind words of the examples in no order, the same each time", () => {
    const requests = biasRequests(fields, reviews, closed);
    const mixed = requests.slice(6).map(({ prompt }) => /([^\n]*)\nMood:$/.exec(prompt.suffix)![1]!.trim());
    for (const text of mixed) {
      expect(text.split(" ")).toHaveLength(3);
      for (const word of text.split(" ")) expect(WORDS).toContain(word);
    }
    expect(new Set(mixed).size).toBe(3);
    expect(biasRequests(fields, reviews, closed)).toEqual(requests);
  });

  it("is asked where an input of the examples is empty", () => {
    const blank = { ...reviews, examples: [{ inputs: [""], output: "good" }] };
    expect(biasRequests(fields, blank, closed)).toHaveLength(12);
  });

  it("is not asked for patterns, open answers and long lists", () => {
    expect(biasRequests(fields, reviews, null)).toEqual([]);
    expect(biasRequests(fields, reviews, { kind: "pattern", alternatives: [] })).toEqual([]);
    const texts = Array.from({ length: 21 }, (_, label) => String(label));
    expect(biasRequests(fields, reviews, { kind: "texts", texts })).toEqual([]);
  });

  it.each([
    [2, 0.75],
    [5, 0.5],
  ])("takes a part of the favour away from the likeliest of %i labels", (labels, share) => {
    const scores = Array.from({ length: 6 }, () =>
      Array.from({ length: labels }, (_, label) => score(label === 0 ? 0.4 : 0.1)),
    ).flat();
    const biases = readBiases(scores, 1)!;
    expect(biases[1]! - biases[0]!).toBeCloseTo(share * Math.log(4));
    expect(readBiases([], 1)).toBeNull();
  });

  it("takes all of it away where no examples say what the labels stand for", () => {
    const alone = { ...reviews, examples: [] };
    const requests = biasRequests(fields, alone, closed);
    expect(requests[0]!.prompt).toEqual({ prefix: "Review:", suffix: " N/A\nMood:" });
    const scores = [score(0.4), score(0.1), score(0.8), score(0.2), score(0.08), score(0.02)];
    const biases = readBiases(scores, 0)!;
    expect(biases[1]! - biases[0]!).toBeCloseTo(Math.log(4));
  });
});
