import { readFileSync } from "node:fs";
import type { ProcessorOptions } from "./logits-processor.ts";
import { activeProcessors, PROCESSORS } from "./processors.ts";

interface Case {
  vector: string;
  options: Partial<ProcessorOptions>;
  /** "1" for each kept token, by id. */
  kept: string;
  /** Base64 of the kept tokens' float32 values. */
  values: string;
}

interface Fixture {
  tokens: number[];
  vectors: Record<string, string>;
  cases: Case[];
}

const fixture = JSON.parse(
  readFileSync(new URL("./fixtures/logits-processors.json", import.meta.url), "utf8"),
) as Fixture;

const neutral: ProcessorOptions = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };

function decode(base64: string): Float32Array {
  const bytes = Buffer.from(base64, "base64");
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function run(logits: Float32Array, options: ProcessorOptions): Float32Array {
  const after = logits.slice();
  for (const processor of activeProcessors(options)) processor.process(after, options, fixture.tokens);
  return after;
}

describe("logits processors", () => {
  it.each(Object.keys(fixture.vectors))("equal those of transformers on %s logits", (vector) => {
    const cases = fixture.cases.filter((entry) => entry.vector === vector);
    expect(cases).toHaveLength(25);
    for (const { options, kept, values } of cases) {
      const after = run(decode(fixture.vectors[vector]!), { ...neutral, ...options });
      const name = JSON.stringify(options);
      expect(`${name} ${Array.from(after, (logit) => (Number.isFinite(logit) ? "1" : "0")).join("")}`).toBe(
        `${name} ${kept}`,
      );
      const expected = decode(values);
      const error = after
        .filter((logit) => Number.isFinite(logit))
        .reduce((worst, logit, index) => Math.max(worst, Math.abs(logit - expected[index]!)), 0);
      expect(error).toBeLessThan(1e-5);
    }
  });

  it("with neutral options are none", () => {
    expect(activeProcessors(neutral)).toEqual([]);
  });

  it("at temperature 0 are the penalty alone", () => {
    const ids = (options: Partial<ProcessorOptions>) =>
      activeProcessors({ ...neutral, temperature: 0, topK: 5, topP: 0.5, minP: 0.1, ...options }).map(
        ({ id }) => id,
      );
    expect(ids({})).toEqual([]);
    expect(ids({ repetitionPenalty: 1.2 })).toEqual(["repetition-penalty"]);
  });

  it("always leave the likeliest token", () => {
    const logits = Float32Array.from([0, 3, -2, 3, 1]);
    const harshest = { temperature: 0.01, topK: 1, topP: 1e-9, minP: 1, repetitionPenalty: 1 };
    for (const processor of PROCESSORS) {
      const after = logits.slice();
      processor.process(after, harshest, []);
      expect(Math.max(...after)).toBeGreaterThan(0);
    }
  });

  it("ignore seen tokens that lie outside the logits", () => {
    const after = Float32Array.from([1, 2]);
    PROCESSORS[0]!.process(after, { ...neutral, repetitionPenalty: 2 }, [0, 7]);
    expect([...after]).toEqual([0.5, 2]);
  });
});
