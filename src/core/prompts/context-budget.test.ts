import fc from "fast-check";
import { CellError } from "../errors/cell-error.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { Budget } from "./context-budget.ts";
import { fitExamples, fitPrompt } from "./context-budget.ts";
import { fields } from "./formats/fields.ts";

/** Four characters a token. */
const budget = (contextTokens: number, maxTokens = 16): Budget => ({
  contextTokens,
  maxTokens,
  countTokens: (text) => Promise.resolve(Math.ceil(text.length / 4)),
});

const numbered = (count: number): ExampleSet => ({
  headers: null,
  examples: Array.from({ length: count }, (_, index) => ({
    inputs: [`in ${index}`],
    output: `out ${index}`,
  })),
  answerType: "text",
});

describe("the context budget", () => {
  it("keeps all examples where they fit", async () => {
    const fitted = await fitExamples(fields, numbered(5), ["x"], budget(2048));
    expect(fitted).toEqual({
      prompt: fields.render(numbered(5), ["x"]),
      examples: numbered(5).examples,
      examplesDropped: 0,
    });
  });

  it("keeps the last ones where they do not, as many as fit", async () => {
    const fitted = await fitExamples(fields, numbered(100), ["x"], budget(256));
    if (fitted instanceof CellError) throw fitted;
    const used = fitted.examples.length;
    expect(used).toBeGreaterThan(10);
    expect(used + fitted.examplesDropped).toBe(100);
    expect(fitted.prompt.prefix).toContain(`Input: in ${100 - used}\n`);
    expect(fitted.prompt.prefix).not.toContain(`Input: in ${99 - used}\n`);
    expect(fitted.prompt.prefix).toContain("out 99");
  });

  it("gives rows of usual length the same prefix", async () => {
    const [short, longer] = await Promise.all(
      ["x", "y".repeat(90)].map((input) => fitExamples(fields, numbered(100), [input], budget(256))),
    );
    if (short instanceof CellError || longer instanceof CellError) throw new Error("Both should fit");
    expect(longer!.prompt.prefix).toBe(short!.prompt.prefix);
  });

  it("drops more for a row longer than its share", async () => {
    const usual = await fitExamples(fields, numbered(100), ["y"], budget(256));
    const long = await fitExamples(fields, numbered(100), ["y".repeat(600)], budget(256));
    if (usual instanceof CellError || long instanceof CellError) throw new Error("Both should fit");
    expect(long.examples.length).toBeGreaterThan(0);
    expect(long.examples.length).toBeLessThan(usual.examples.length);
  });

  it("brings those back that are like the row, the likest last, behind the prefix of all rows", async () => {
    const [plain, like] = await Promise.all(
      ["x", "what is 7 or 3 and 3"].map((input) => fitExamples(fields, numbered(100), [input], budget(256))),
    );
    if (plain instanceof CellError || like instanceof CellError) throw new Error("Both should fit");
    expect(like!.prompt.prefix).toBe(plain!.prompt.prefix);
    expect(like!.prompt.suffix).toBe(
      " in 3\nOutput: out 3\n\nInput: in 7\nOutput: out 7\n\nInput: what is 7 or 3 and 3\nOutput:",
    );
    expect(like!.examples.slice(-2).map(({ output }) => output)).toEqual(["out 3", "out 7"]);
    expect(like!.examplesDropped).toBe(plain!.examplesDropped - 2);
  });

  it("says with numbers when the input alone is too long", async () => {
    const error = await fitExamples(fields, numbered(3), ["y".repeat(2000)], budget(256));
    expect(error).toMatchObject({ code: "promptTooLong", params: [{ limit: 256 }] });
    // The start token, 33 characters of prefix with one example, 2,009 of suffix, 16 tokens of answer.
    expect((error as CellError).params[0]).toHaveProperty("tokens", 1 + 9 + 503 + 16);
  });

  it("keeps start token, prompt and answer within the context, and drops an example only where it must", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(400),
        fc.integer({ min: 40, max: 400 }),
        fc.integer({ min: 1, max: 64 }),
        async (count, inputLength, context, maxTokens) => {
          const limits = budget(context, maxTokens);
          const inputs = [`${"z".repeat(inputLength)} 1 2 3 4 5`];
          const fitted = await fitExamples(fields, numbered(count), inputs, limits);
          const size = async ({ prefix, suffix }: { prefix: string; suffix: string }) =>
            1 + (await limits.countTokens(prefix)) + (await limits.countTokens(suffix)) + maxTokens;
          if (fitted instanceof CellError) {
            const last = { ...numbered(count), examples: numbered(count).examples.slice(-1) };
            expect(await size(fields.render(last, inputs))).toBeGreaterThan(context);
          } else {
            expect(await size(fitted.prompt)).toBeLessThanOrEqual(context);
          }
        },
      ),
    );
  });
});

describe("a prompt without examples", () => {
  it("passes where it fits with its answer and is refused where it does not", async () => {
    const prompt = { prefix: "", suffix: "x".repeat(400) };
    expect(await fitPrompt(prompt, budget(117))).toBe(prompt);
    expect(await fitPrompt(prompt, budget(116))).toMatchObject({
      code: "promptTooLong",
      params: [{ tokens: 117, limit: 116 }],
    });
  });

  it("is also one of a format whose user shows none", async () => {
    const none = { ...numbered(1), examples: [] };
    const prompt = fields.render(none, ["Peru"]);
    expect(await fitExamples(fields, none, ["Peru"], budget(100))).toEqual({
      prompt,
      examples: [],
      examplesDropped: 0,
    });
    expect(await fitExamples(fields, none, ["z".repeat(900)], budget(100))).toMatchObject({
      code: "promptTooLong",
    });
  });
});
