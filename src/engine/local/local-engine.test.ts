import { createSampler } from "../../core/sampling/sampler.ts";
import type { Completion, CompletionRequest, SamplingOptions, ScoreRequest } from "../completer.ts";
import type { EngineError } from "../completer.ts";
import { GREEDY } from "../testing/greedy.ts";
import { FirstRows } from "../first-rows.ts";
import { NodeFileSource } from "./gguf/node-file-source.ts";
import { LocalEngine } from "./local-engine.ts";
import { modelPath } from "./testing/model-path.ts";
import { takeBrowserKernels } from "../../../scripts/browser-kernels.ts";

takeBrowserKernels();

const CAPITALS = ["Peru Lima", "Japan Tokyo", "Kenya Nairobi", "Norway Oslo", "Egypt Cairo"];
const PREFIX = CAPITALS.map((pair) => pair.split(" "))
  .map(([country, capital]) => `Country: ${country}\nCapital: ${capital}\n\n`)
  .join("");

const capitalOf = (country: string, sampling: Partial<SamplingOptions> = {}): CompletionRequest => ({
  prompt: { prefix: PREFIX, suffix: `Country: ${country}\nCapital:` },
  sampling: { ...GREEDY, ...sampling },
});

describe("SmolLM2 in this thread", () => {
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

  async function answers(requests: readonly CompletionRequest[]): Promise<Completion[]> {
    const completions: Completion[] = [];
    const onFailure = (_: number, error: EngineError) => {
      throw error;
    };
    await engine.complete(requests, {
      onCompletion: (i, completion) => (completions[i] = completion),
      onFailure,
    });
    return completions;
  }

  it("answers from the examples, up to the stop string", async () => {
    const [france] = await answers([capitalOf("France")]);
    expect(france).toMatchObject({ text: " Paris", finish: "stop" });
    expect(france!.tokens[0]!.candidates[0]!.text).toBe(france!.tokens[0]!.text);
    expect(france!.tokens.every(({ logProbability }) => logProbability <= 0)).toBe(true);
  });

  it("gives a row the same answer packed with others, alone, and in another order", async () => {
    const countries = ["France", "Germany", "Spain", "Chile", "Cuba", "India", "Iran", "Mali"];
    const packed = await answers(countries.map((country) => capitalOf(country)));
    const reversed = await answers(countries.toReversed().map((country) => capitalOf(country)));
    expect(reversed.toReversed().map(({ text }) => text)).toEqual(packed.map(({ text }) => text));
    for (const [i, country] of countries.entries()) {
      expect((await answers([capitalOf(country)]))[0]!.text).toBe(packed[i]!.text);
    }
  });

  it("gives 500 rows the very same tokens and probabilities in another order and in packs of other sizes", async () => {
    const syllables = ["ba", "ko", "ri", "ten", "lu", "mo", "sa", "vi"];
    const names = Array.from({ length: 500 }, (_, i) =>
      [i % 8, (i >> 3) % 8, (i >> 6) % 8].map((digit) => syllables[digit]).join(""),
    );
    const requests = names.map((name) => capitalOf(name, { maxTokens: 2 }));
    const run = async (some: readonly CompletionRequest[]) =>
      (await answers(some)).map(({ tokens }) =>
        tokens.map(({ text, logProbability }) => `${text} ${logProbability}`),
      );
    const together = await run(requests);
    const backwards: string[][] = [];
    for (let size = 1; backwards.length < requests.length; size += 7)
      backwards.push(...(await run(requests.toReversed().slice(backwards.length, backwards.length + size))));
    expect(backwards.toReversed()).toEqual(together);
  }, 400_000);

  it("draws the same answer from the same seed, whatever else runs", async () => {
    const drawn = capitalOf("Fiji", { temperature: 1.5, seed: 42 });
    const [alone] = await answers([drawn]);
    const [, among] = await answers([
      capitalOf("France"),
      drawn,
      capitalOf("Fiji", { temperature: 1.5, seed: 43 }),
    ]);
    expect(among!.text).toBe(alone!.text);
  });

  it("gives the very same answers while it is taught, and beside rows that an adapter answers", async () => {
    const exact = (completions: readonly Completion[]) =>
      completions.map(({ tokens }) => tokens.map(({ text, logProbability }) => `${text} ${logProbability}`));
    const asked = ["France", "Spain", "Chile"].map((country) => capitalOf(country));
    const before = exact(await answers(asked));
    const meanwhile: Promise<Completion[]>[] = [];
    const file = await engine.teacher.teach(
      {
        texts: ["Fiji", "Mali", "Iran", "Cuba"].map((country) => {
          const question = `${PREFIX}Country: ${country}\nCapital:`;
          return {
            text: `${question} shelf\n\n`,
            spans: [{ start: question.length, end: question.length + 8 }],
          };
        }),
        heldBack: [],
        trainings: 1,
        epochs: 5,
        seed: 1,
      },
      { onEvent: () => void meanwhile.push(answers(asked)) },
    );
    expect(meanwhile.length).toBeGreaterThan(1);
    for (const answered of meanwhile) expect(exact(await answered)).toEqual(before);
    const adapter = await engine.teacher.addAdapter(file);
    const mixed = await answers(asked.flatMap((request) => [request, { ...request, adapter }]));
    expect(exact(mixed.filter((_, i) => i % 2 === 0))).toEqual(before);
    expect(exact(mixed.filter((_, i) => i % 2 === 1))).not.toEqual(before);
    const { prompt } = asked[0]!;
    const likelihood = async (request: Partial<ScoreRequest>) =>
      (await engine.score([{ prompt, continuation: " shelf", ...request }], {}))[0]!.spans[0]![0]!
        .logProbability;
    expect(await likelihood({ adapter })).toBeGreaterThan((await likelihood({})) + 1);
    await expect(likelihood({ adapter: "another" })).rejects.toMatchObject({
      failure: { code: "adapter-invalid" },
    });
    const last = answers([{ ...asked[0]!, adapter }]);
    engine.teacher.removeAdapter(adapter);
    expect((await last)[0]!.text).toBe(mixed[1]!.text);
    await expect(answers([{ ...asked[0]!, adapter }])).rejects.toMatchObject({
      failure: { code: "adapter-invalid" },
    });
  }, 300_000);

  it("ends after the allowed number of tokens", async () => {
    const [story] = await answers([capitalOf("France", { maxTokens: 3, stop: [] })]);
    expect(story!.tokens).toHaveLength(3);
    expect(story!.finish).toBe("length");
  });

  it("refuses only the row that does not fit", async () => {
    const failures = new Map<number, EngineError>();
    const texts = new Map<number, string>();
    await engine.complete([capitalOf("France"), capitalOf("x ".repeat(3000)), capitalOf("Spain")], {
      onCompletion: (i, { text }) => texts.set(i, text),
      onFailure: (i, error) => failures.set(i, error),
    });
    expect([...texts.keys()].sort()).toEqual([0, 2]);
    expect(failures.get(1)?.failure).toMatchObject({ code: "prompt-too-long", limit: 2048 });
  });

  it("drops one cancelled row and goes on with the others", async () => {
    const abort = new AbortController();
    const endless = { ...capitalOf("France", { maxTokens: 500, stop: [] }), signal: abort.signal };
    const cancelled: number[] = [];
    const texts: string[] = [];
    await engine.complete([endless, capitalOf("Spain")], {
      onCompletion: (_, { text }) => {
        texts.push(text);
        abort.abort();
      },
      onCancelled: (i) => cancelled.push(i),
    });
    expect(texts).toEqual([" Madrid"]);
    expect(cancelled).toEqual([0]);
  });

  it("rejects with the signal's reason when everything is cancelled", async () => {
    const abort = new AbortController();
    const running = engine.complete([capitalOf("France", { maxTokens: 500, stop: [] })], {
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(new Error("stopped by hand")), 50);
    await expect(running).rejects.toThrow("stopped by hand");
  });

  it("answers rows that go first before others that came with them", async () => {
    const ended: number[] = [];
    const first = new FirstRows([58, 59]);
    const requests = Array.from({ length: 60 }, (_, i) => capitalOf(`Land ${i}`, { maxTokens: 2, stop: [] }));
    await engine.complete(requests, { first, onCompletion: (index) => ended.push(index) });
    expect(ended.slice(0, 2)).toEqual([58, 59]);
    expect(ended).toHaveLength(60);
  });

  it("scores what goes first before rows that came earlier", async () => {
    const ended: string[] = [];
    const rows = Array.from({ length: 40 }, (_, i) => capitalOf(`Land ${i}`, { maxTokens: 2, stop: [] }));
    const filling = engine.complete(rows, { onCompletion: () => ended.push("row") });
    const prompt = { prefix: "Animal: dog\n", suffix: "Animal:" };
    const scoring = engine
      .score([{ prompt, continuation: " cat", isFirst: true }], {})
      .then(() => ended.push("score"));
    await Promise.all([filling, scoring]);
    expect(ended[0]).toBe("score");
    expect(ended).toHaveLength(41);
  });

  it("gives the same answers where it leaves room for others", async () => {
    const requests = ["France", "Germany", "Spain"].map((country) => capitalOf(country));
    const usual = await answers(requests);
    engine.setGentle(true);
    const gentle = await answers(requests);
    engine.setGentle(false);
    const written = (completions: readonly Completion[]) =>
      completions.map(({ tokens }) => tokens.map(({ text, logProbability }) => `${text} ${logProbability}`));
    expect(written(gentle)).toEqual(written(usual));
  });

  it("serves fills with different examples in turn", async () => {
    const upper: CompletionRequest = {
      prompt: { prefix: "cat -> CAT\ndog -> DOG\nsun -> SUN\n", suffix: "hat ->" },
      sampling: GREEDY,
    };
    const both = await Promise.all([answers([capitalOf("France"), capitalOf("Spain")]), answers([upper])]);
    expect(both[0].map(({ text }) => text)).toEqual([" Paris", " Madrid"]);
    expect(both[1][0]!.text.length).toBeGreaterThan(0);
  });

  it("scores a text as it was written: the same tokens, as likely as they were then", async () => {
    const request = capitalOf("France", { maxTokens: 6 });
    const [written] = await answers([request]);
    const continuation = written!.tokens.map(({ text }) => text).join("");
    const [score] = await engine.score([{ prompt: request.prompt, continuation }], {});
    const tokens = score!.spans.flat();
    expect(tokens.map(({ id }) => id)).toEqual(written!.tokens.map(({ id }) => id));
    for (const [i, { logProbability }] of tokens.entries())
      expect(logProbability).toBeCloseTo(written!.tokens[i]!.logProbability, 1);
  });

  it("scores only the spans that are asked for, wherever the prompt ends and whatever runs beside it", async () => {
    const text = `${PREFIX}Country: Ångström\nCapital: Paris\n\nCountry: Spain\nCapital: Madrid`;
    const spans = [" Paris", " Madrid", "Ångström"].map((part) => ({
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
    }));
    const whole = { prompt: { prefix: "", suffix: "" }, continuation: text, spans };
    const cut = PREFIX.length;
    const behind = {
      prompt: { prefix: PREFIX, suffix: "" },
      continuation: text.slice(cut),
      spans: spans.map(({ start, end }) => ({ start: start - cut, end: end - cut })),
    };
    const [first, second] = await engine.score([whole, behind], {});
    expect(first!.spans.map((span) => span.map((token) => token.text).join(""))).toEqual([
      " Paris",
      " Madrid",
      // Bytes without a character of their own are named; all of them belong to the span.
      "<0x20><0xC3><0x85>ngström",
    ]);
    for (const [i, span] of first!.spans.entries()) {
      for (const [j, { id, logProbability }] of span.entries()) {
        expect(second!.spans[i]![j]!.id).toBe(id);
        expect(Math.abs(second!.spans[i]![j]!.logProbability - logProbability)).toBeLessThan(0.4);
      }
    }
  });

  it("refuses to score what does not fit, and stops scoring when cancelled", async () => {
    const long = { prompt: { prefix: "", suffix: "a" }, continuation: " x".repeat(3000) };
    await expect(engine.score([long], {})).rejects.toMatchObject({ failure: { code: "prompt-too-long" } });
    const abort = new AbortController();
    const scoring = engine.score([{ ...long, continuation: " x".repeat(1500) }], { signal: abort.signal });
    setTimeout(() => abort.abort(new Error("stopped by hand")), 20);
    await expect(scoring).rejects.toThrow("stopped by hand");
  });
});
