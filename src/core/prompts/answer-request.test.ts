import fc from "fast-check";
import { FORMATS } from "./formats/formats.ts";
import { answerRequest, logProbabilityOf } from "./answer-request.ts";
import type { ExampleSet } from "../examples/example-set.ts";

const CAPITALS: ExampleSet = {
  headers: { inputs: ["Country"], output: "Capital" },
  examples: [
    { inputs: ["Peru"], output: "Lima" },
    { inputs: ["Japan"], output: "Tokyo" },
  ],
  answerType: "text",
};

const word = fc.stringMatching(/^[A-Za-z]{1,8}( [A-Za-z]{1,8})?$/);

describe.each(FORMATS.map((format) => [format.id, format] as const))(
  "an answer in the format %s",
  (_, format) => {
    it("stands behind the prompt as an example's answer does, and is scored with its end", () => {
      fc.assert(
        fc.property(word, word, (input, output) => {
          const { prompt, continuation, spans } = answerRequest(format, CAPITALS, [input], output);
          expect(prompt).toEqual(format.render(CAPITALS, [input]));
          expect(continuation.startsWith(` ${output}`)).toBe(true);
          const [span] = spans!;
          expect(continuation.slice(span!.start, span!.end).slice(0, -1)).toBe(` ${output}`);
          expect(continuation.length).toBeGreaterThan(output.length + 1);
        }),
      );
    });
  },
);

it("adds up the tokens of all spans", () => {
  const token = (logProbability: number) => ({ id: 0, text: "", logProbability });
  expect(logProbabilityOf({ spans: [[token(-1), token(-2)], [token(-0.5)], []] })).toBe(-3.5);
});
