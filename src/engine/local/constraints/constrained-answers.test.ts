import { createSampler } from "../../../core/sampling/sampler.ts";
import type { Completion, Constraint, SamplingOptions } from "../../completer.ts";
import { GREEDY } from "../../testing/greedy.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { LocalEngine } from "../local-engine.ts";
import { modelPath } from "../testing/model-path.ts";

const PREFIX = "Country: Peru\nCapital: Lima\n\nCountry: Japan\nCapital: Tokyo\n\nCountry:";
const FRANCE = { prefix: PREFIX, suffix: " France\nCapital:" };
const DIGITS = [..."0123456789"];

const oneOf = (...texts: string[]): Constraint => ({
  allowed: { kind: "texts", texts },
  before: " ",
  after: "",
});

describe("answers of SmolLM2 under a constraint", () => {
  let source: NodeFileSource;
  let engine: LocalEngine;

  beforeAll(async () => {
    source = await NodeFileSource.open(modelPath("smollm2-135m"));
    engine = await LocalEngine.open({ source, hash: "0".repeat(64), threads: 1, createSampler });
  }, 120_000);

  afterAll(async () => {
    engine.close();
    await source.close();
  });

  async function answer(
    constraint: Constraint,
    sampling: Partial<SamplingOptions> = {},
  ): Promise<Completion> {
    let completion!: Completion;
    await engine.complete([{ prompt: FRANCE, sampling: { ...GREEDY, ...sampling }, constraint }], {
      onCompletion: (_, done) => (completion = done),
      onFailure: (_, error) => {
        throw error;
      },
    });
    return completion;
  }

  it("are one of the texts, as likely as the model finds them without it", async () => {
    const constrained = await answer(oneOf("Antananarivo", "Ouagadougou", "Reykjavík"));
    expect([" Antananarivo", " Ouagadougou", " Reykjavík"]).toContain(constrained.text);
    const [score] = await engine.score([{ prompt: FRANCE, continuation: constrained.text }], {});
    const scored = score!.spans.flat();
    expect(constrained.tokens.map(({ id }) => id)).toEqual(scored.map(({ id }) => id));
    for (const [i, token] of constrained.tokens.entries())
      expect(Math.abs(token.logProbability - scored[i]!.logProbability)).toBeLessThan(0.25);
  });

  it("take the likeliest of the texts, and end with it where no other goes on", async () => {
    const capital = await answer(oneOf("Rome", "Paris", "Bern"));
    expect(capital).toMatchObject({ text: " Paris", finish: "stop" });
    expect(capital.tokens).toHaveLength(1);
    expect(capital.tokens[0]!.candidates.map(({ text }) => text).sort()).toEqual([
      " Bern",
      " Paris",
      " Rome",
    ]);
  });

  it("are another text where a bias favours it by more than the model likes the first", async () => {
    const biased = (bias: number): Constraint => ({
      ...oneOf("Rome", "Paris", "Paris Saint-Germain"),
      allowed: { kind: "texts", texts: ["Rome", "Paris", "Paris Saint-Germain"], biases: [bias, 0, -30] },
    });
    expect((await answer(biased(0))).text.trim()).toBe("Paris");
    const rome = await answer(biased(20));
    expect(rome.text).toBe(" Rome");
    // The probability that is told stays the model's own; the share among the allowed ones knows of the bias.
    expect(rome.tokens[0]!.logProbability).toBeLessThan(-1);
    expect(rome.tokens[0]!.allowedLogProbability).toBeGreaterThan(-0.1);
    const long: Constraint = {
      ...oneOf(),
      allowed: { kind: "texts", texts: ["Paris", "Paris Saint-Germain"], biases: [-40, 0] },
    };
    expect((await answer(long)).text.trim()).toBe("Paris Saint-Germain");
  });

  it("can be a text that another one begins with", async () => {
    expect((await answer(oneOf("Paris", "Paris Saint-Germain"))).text.trim()).toBe("Paris");
    expect((await answer({ ...oneOf("Paris", "Paris Saint-Germain"), after: "." })).text).toMatch(
      /^ Paris\.?$/,
    );
  });

  it("follow a pattern of characters", async () => {
    const year: Constraint = {
      allowed: { kind: "pattern", alternatives: [[{ oneOf: DIGITS, min: 4, max: 4 }]] },
      before: " ",
      after: "",
    };
    expect((await answer(year)).text).toMatch(/^ \d{4}$/);
    const price = {
      oneOf: DIGITS,
      min: 1,
      max: 3,
    };
    const alternatives = [
      [price, { oneOf: [" euros", " dollars"], min: 1, max: 1 }],
      [price, { oneOf: ["."], min: 1, max: 1 }, { oneOf: DIGITS, min: 2, max: 2 }],
    ];
    const money: Constraint = { allowed: { kind: "pattern", alternatives }, before: " ", after: "." };
    expect((await answer(money)).text).toMatch(/^ \d{1,3}( euros|( dollars)|(\.\d\d))\.?$/);
  });

  it("keep to it when they are drawn", async () => {
    for (const seed of [1, 2, 3]) {
      const drawn = await answer(oneOf("Rome", "Bern", "Oslo"), { temperature: 2, seed });
      expect([" Rome", " Bern", " Oslo"]).toContain(drawn.text);
    }
  });
});
