import type { ExampleSet } from "../examples/example-set.ts";
import { fields } from "../prompts/formats/fields.ts";
import { biasRequests, readBiases } from "./label-bias.ts";

const reviews: ExampleSet = {
  headers: { inputs: ["Review"], output: "Mood" },
  examples: [{ inputs: ["Fine."], output: "good" }],
  answerType: "text",
};
const closed = { kind: "texts", texts: ["good", "bad"] } as const;
const score = (probability: number) => ({
  spans: [[{ id: 1, text: "x", logProbability: Math.log(probability) }]],
});

describe("the bias of labels", () => {
  it("is asked behind inputs that say nothing, with the prefix that the rows have", () => {
    const requests = biasRequests(fields, reviews, closed);
    expect(requests.map(({ continuation }) => continuation)).toEqual(Array(3).fill([" good", " bad"]).flat());
    expect(requests[0]!.prompt).toEqual(fields.render(reviews, ["N/A"]));
  });

  it("is not asked for patterns, open answers and long lists", () => {
    expect(biasRequests(fields, reviews, null)).toEqual([]);
    expect(biasRequests(fields, reviews, { kind: "pattern", alternatives: [] })).toEqual([]);
    const texts = Array.from({ length: 21 }, (_, label) => String(label));
    expect(biasRequests(fields, reviews, { kind: "texts", texts })).toEqual([]);
  });

  it("takes half of the favour away from the label that is likelier for no reason", () => {
    const scores = [score(0.4), score(0.1), score(0.8), score(0.2), score(0.08), score(0.02)];
    const biases = readBiases(scores, 1)!;
    expect(biases[1]! - biases[0]!).toBeCloseTo(0.5 * Math.log(4));
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
