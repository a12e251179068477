import { readFileSync } from "node:fs";
import { createSampler } from "../../../core/sampling/sampler.ts";
import type { CompletionRequest } from "../../completer.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { LocalEngine } from "../local-engine.ts";
import { hashOf, modelPath } from "../testing/model-path.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import { inspectPlace } from "./inspect-place.ts";
import { loadDecoder } from "./load-decoder.ts";

const fixture = (name: string): string =>
  new URL(`../architectures/fixtures/${name}`, import.meta.url).pathname;

function floatsOf(name: string): Float32Array {
  const bytes = readFileSync(fixture(name));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A request whose text is tokens alone: what the tiny models' golden sequences are. */
const tokensAlone = { prompt: { prefix: "", suffix: "" } } as const;

describe.each([
  ["gemma3", 7],
  ["llama", 3],
] as const)("looking into a random %s model", (family, layerCount) => {
  const open = async () => {
    const source = await NodeFileSource.open(fixture(`tiny-${family}.gguf`));
    const file = await openGguf(source);
    const decoder = await loadDecoder(file);
    return { decoder, tokenizer: createTokenizer(file.metadata), contextTokens: 512, source };
  };
  const { sequences, vocabulary } = JSON.parse(readFileSync(fixture(`tiny-${family}.json`), "utf8")) as {
    sequences: number[][];
    vocabulary: number;
  };
  const tokens = sequences.at(-1)!;

  it("gives PyTorch's state after each layer, through last norm and head", async () => {
    const parts = await open();
    const { states } = await parts.decoder.lookInside(tokens, async () => {});
    const scores = await parts.decoder.score(
      states,
      parts.decoder.recipe.layers.map(() => ({ kind: "whole" })),
    );
    const golden = floatsOf(`tiny-${family}.lens.f32`);
    for (const [layer, { wholeLogits }] of scores.entries()) {
      const expected = golden.subarray(layer * vocabulary, (layer + 1) * vocabulary);
      const worst = expected.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - wholeLogits![i]!)),
        0,
      );
      // What integer arithmetic leaves of it; another layer's state is off by the whole spread.
      expect(worst).toBeLessThan(0.06 * (Math.max(...expected) - Math.min(...expected)));
    }
    expect(scores).toHaveLength(layerCount);
    await parts.decoder.release();
    await parts.source.close();
  });

  it("gives PyTorch's attention, mean of the heads, which adds up to one", async () => {
    const parts = await open();
    const rest = tokens.slice(parts.tokenizer.beginToken === null ? 0 : 1);
    const { layers, tokens: read } = await inspectPlace(parts, { ...tokensAlone, answer: rest }, undefined);
    expect(read.map(({ id }) => id)).toEqual(tokens);
    const golden = floatsOf(`tiny-${family}.attention.f32`);
    const heads = golden.length / layerCount / tokens.length;
    for (const [layer, { attention }] of layers.entries()) {
      expect(sum(attention)).toBeCloseTo(1, 5);
      for (const [token, share] of attention.entries()) {
        const each = Array.from(
          { length: heads },
          (_, head) => golden[(layer * heads + head) * tokens.length + token]!,
        );
        expect(Math.abs(share - sum(each) / heads)).toBeLessThan(0.02);
      }
    }
    await parts.decoder.release();
    await parts.source.close();
  });

  it("looks into a text of one token, which can attend to itself only", async () => {
    const parts = await open();
    const { attention } = await parts.decoder.lookInside(tokens.slice(0, 1), async () => {});
    for (const heads of attention) for (const share of heads) expect(share).toBeCloseTo(1, 6);
    await parts.decoder.release();
    await parts.source.close();
  });
});

describe("looking into the real model", () => {
  const prompt = {
    prefix: "Country: Peru\nCapital: Lima\n\nCountry: Japan\nCapital: Tokyo\n\n",
    suffix: "Country: Italy\nCapital:",
  };
  const request: CompletionRequest = {
    prompt,
    sampling: {
      temperature: 0,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      maxTokens: 2,
      stop: ["\n"],
      seed: 0,
    },
  };

  it("ends with the answer that the model gives, and goes on beside other work", async () => {
    const source = await NodeFileSource.open(modelPath("gemma-3-270m"));
    const hash = hashOf("gemma-3-270m");
    const engine = await LocalEngine.open({ source, hash, threads: 1, createSampler });
    let first = "";
    const [inspection] = await Promise.all([
      engine.inspect({ prompt, answer: [] }, {}),
      engine.complete([request], {
        onCompletion: (_, { tokens }) => {
          first = tokens[0]!.text;
        },
      }),
    ]);
    expect(inspection.layers).toHaveLength(18);
    expect(inspection.layers.at(-1)!.candidates[0]!.text).toBe(first);
    expect(inspection.layers[0]!.candidates[0]!.text).not.toBe(first);
    for (const { attention } of inspection.layers) {
      expect(attention).toHaveLength(inspection.tokens.length);
      expect(sum(attention)).toBeCloseTo(1, 4);
    }
    const stop = AbortSignal.abort(new Error("not wanted"));
    await expect(engine.inspect({ prompt, answer: [] }, { signal: stop })).rejects.toThrow("not wanted");
    engine.close();
    await source.close();
  }, 120_000);
});
