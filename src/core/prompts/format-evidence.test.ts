import fc from "fast-check";
import type { ExampleSet } from "../examples/example-set.ts";
import { evidenceRequests, rankFormats, readEvidence, type FormatEvidence } from "./format-evidence.ts";
import { FORMAT_IDS } from "./formats/formats.ts";

const word = fc.stringMatching(/^[A-Za-zé]{1,12}$/);
const sets: fc.Arbitrary<ExampleSet> = fc.record({
  headers: fc.option(fc.record({ inputs: fc.tuple(word), output: word })),
  examples: fc.array(fc.record({ inputs: fc.tuple(word), output: word }), { minLength: 4, maxLength: 12 }),
  answerType: fc.constant("text" as const),
});

const even = (logProbability: number): FormatEvidence[] =>
  FORMAT_IDS.map((format) => ({ format, logProbabilities: [logProbability, logProbability] }));

describe("the evidence for formats", () => {
  it("asks for the same answers in every format, each from the third on, and nothing else", () => {
    fc.assert(
      fc.property(sets, (set) => {
        const requests = evidenceRequests(set);
        expect(requests).toHaveLength(FORMAT_IDS.length);
        const expected = set.examples.slice(-8).slice(2);
        for (const { continuation, spans } of requests) {
          const asked = spans!.map(({ start, end }) => continuation.slice(start, end));
          expect(asked).toEqual(expected.map(({ output }) => ` ${output}`));
        }
      }),
    );
  });

  it("asks nothing for fewer than four examples, and only for the last of very long ones", () => {
    const example = (length: number) => ({ inputs: ["x".repeat(length)], output: "y" });
    const set = (...lengths: number[]): ExampleSet => ({
      headers: null,
      examples: lengths.map(example),
      answerType: "text",
    });
    expect(evidenceRequests(set(3, 3, 3))).toEqual([]);
    expect(evidenceRequests(set(3, 3, 900, 900))).toEqual([]);
    expect(evidenceRequests(set(5000, 3, 3, 3, 3))[0]!.spans).toHaveLength(2);
  });

  it("adds up the tokens of each answer", () => {
    const token = (logProbability: number) => ({ id: 1, text: "a", logProbability });
    const scores = FORMAT_IDS.map(() => ({ spans: [[token(-1), token(-2)], [token(-0.5)]] }));
    expect(readEvidence(scores)[0]).toEqual({ format: "fields", logProbabilities: [-3, -0.5] });
  });
});

describe("the chosen formats", () => {
  it("are the default one where there is no evidence, or none that is clear", () => {
    expect(rankFormats([], 3)).toEqual([{ format: "fields", weight: 1 }]);
    const close = even(-2).map((entry) =>
      entry.format === "arrow" ? { ...entry, logProbabilities: [-1.5, -1.5] } : entry,
    );
    expect(rankFormats(close, 1)).toEqual([{ format: "fields", weight: 1 }]);
  });

  it("are those under which the user's answers are likelier, best first, with shares that add up to 1", () => {
    const clear = even(-4).map((entry) =>
      entry.format === "question" ? { ...entry, logProbabilities: [-1, -1] } : entry,
    );
    const ranked = rankFormats(clear, 3);
    expect(ranked.map(({ format }) => format)).toEqual(["question", "fields", "header-arrow"]);
    expect(ranked.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    expect(ranked[0]!.weight).toBeGreaterThan(ranked[1]!.weight);
  });
});
