import { readFileSync } from "node:fs";
import { openGguf, type GgufFile } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import type { Decoder } from "./decoder.ts";
import { loadDecoder } from "./load-decoder.ts";
import { loadReference } from "../reference/load-reference.ts";
import { configureRuntime } from "../graph/ort-session.ts";

configureRuntime({ threads: 1 });

const fixture = (name: string): URL => new URL(`../architectures/fixtures/${name}`, import.meta.url);

interface Golden {
  readonly vocabulary: number;
  readonly sequences: readonly (readonly number[])[];
}

async function openTiny(family: string, load: (file: GgufFile) => Promise<Decoder>): Promise<Decoder> {
  const source = await NodeFileSource.open(fixture(`tiny-${family}.gguf`).pathname);
  try {
    return await load(await openGguf(source));
  } finally {
    await source.close();
  }
}

function readGolden(family: string): Golden & { logits: Float32Array } {
  const golden = JSON.parse(readFileSync(fixture(`tiny-${family}.json`), "utf8")) as Golden;
  const bytes = readFileSync(fixture(`tiny-${family}.logits.f32`));
  return {
    ...golden,
    logits: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}

/** Logits [vocabulary] after the tokens, the first `shared` of them run as prefix. */
async function logitsAfter(
  decoder: Decoder,
  tokens: readonly number[],
  shared: number,
): Promise<Float32Array> {
  const prefix = await decoder.runPrefix(tokens.slice(0, shared), async () => {});
  const row = { tokens: tokens.slice(shared), slots: [], prefixLength: shared };
  const { hidden } = await decoder.runRows(prefix, [row]);
  return (await decoder.score(hidden, [{ kind: "whole" }]))[0]!.wholeLogits!;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe.each(["gemma3", "llama"])("a random %s model", (family) => {
  const golden = readGolden(family);
  const { vocabulary } = golden;
  const starts = golden.sequences.map((_, i) => golden.sequences.slice(0, i).flat().length);
  const expected = (sequence: number, position: number): Float32Array => {
    const start = (starts[sequence]! + position) * vocabulary;
    return golden.logits.subarray(start, start + vocabulary);
  };

  it("gives PyTorch's logits at every position, with any part of the text as prefix", async () => {
    const decoder = await openTiny(family, loadReference);
    for (const [s, tokens] of golden.sequences.entries()) {
      for (let length = 1; length <= tokens.length; length += 3) {
        for (const shared of new Set([0, length >> 1, length - 1])) {
          const logits = await logitsAfter(decoder, tokens.slice(0, length), shared);
          expect(largestDifference(logits, expected(s, length - 1))).toBeLessThan(2e-3);
        }
      }
    }
    await decoder.release();
  });

  it("gives each packed row what it gets alone, also when rows see less than the whole prefix", async () => {
    const decoder = await openTiny(family, loadReference);
    const texts = golden.sequences.filter((tokens) => tokens.length > 4);
    const prefixTokens = texts[0]!.slice(0, 4);
    const prefix = await decoder.runPrefix(prefixTokens, async () => {});
    const rows = texts.map((tokens, i) => ({
      tokens: tokens.slice(4, 9 + i * 3),
      slots: [] as number[],
      prefixLength: i === 0 ? 4 : 1,
    }));
    const together = await decoder.runRows(prefix, rows);
    const width = decoder.recipe.hidden;
    for (const [r, row] of rows.entries()) {
      const own = await decoder.runPrefix(prefixTokens.slice(0, row.prefixLength), async () => {});
      const alone = await decoder.runRows(own, [row]);
      expect(largestDifference(together.hidden.slice(r * width, (r + 1) * width), alone.hidden)).toBeLessThan(
        1e-4,
      );
    }
    await decoder.release();
  });

  it("decodes token by token to the same logits as in one run", async () => {
    const decoder = await openTiny(family, loadReference);
    const s = golden.sequences.length - 1;
    const tokens = golden.sequences[s]!;
    const prefix = await decoder.runPrefix(tokens.slice(0, 3), async () => {});
    let slots: number[] = [];
    for (let position = 3; position < tokens.length; position++) {
      const row = { tokens: [tokens[position]!], slots, prefixLength: 3 };
      const { hidden, slots: added } = await decoder.runRows(prefix, [row]);
      slots = [...slots, ...added[0]!];
      const logits = (await decoder.score(hidden, [{ kind: "whole" }]))[0]!.wholeLogits!;
      expect(largestDifference(logits, expected(s, position))).toBeLessThan(2e-3);
    }
    await decoder.release();
  });

  it("stays near PyTorch's logits in integer arithmetic, with any part of the text as prefix", async () => {
    const decoder = await openTiny(family, loadDecoder);
    const spread = Math.max(...golden.logits) - Math.min(...golden.logits);
    for (const [s, tokens] of golden.sequences.entries()) {
      for (const shared of [0, tokens.length >> 1, tokens.length - 1]) {
        const logits = await logitsAfter(decoder, tokens, shared);
        expect(largestDifference(logits, expected(s, tokens.length - 1))).toBeLessThan(0.04 * spread);
      }
    }
    await decoder.release();
  });

  it("gives the same numbers whether a part of the prefix was known before or not", async () => {
    const decoder = await openTiny(family, loadDecoder);
    const other = await openTiny(family, loadDecoder);
    for (const tokens of golden.sequences) {
      await decoder.runPrefix(tokens.slice(0, tokens.length >> 1), async () => {});
      const logits = await logitsAfter(decoder, tokens, tokens.length - 1);
      expect(logits).toEqual(await logitsAfter(other, tokens, tokens.length - 1));
    }
    await decoder.release();
  });

  it("gives a wanted token the same states, to the bit, whether those of the others are wanted or not", async () => {
    const decoder = await openTiny(family, loadDecoder);
    const tokens = golden.sequences.at(-1)!;
    const prefix = await decoder.runPrefix([], async () => {});
    const every = [...tokens.keys()];
    const some = [1, tokens.length - 1];
    const row = { tokens, slots: [], prefixLength: 0 };
    const all = await decoder.runRows(prefix, [{ ...row, wanted: every }]);
    const few = await decoder.runRows(prefix, [{ ...row, wanted: some }]);
    const width = all.hidden.length / every.length;
    const expectedStates = some.flatMap((place) => [
      ...all.hidden.subarray(place * width, (place + 1) * width),
    ]);
    expect([...few.hidden]).toEqual(expectedStates);
    // What comes behind them sees the same keys and values.
    const next = { tokens: [tokens[0]!], prefixLength: 0 };
    const behindAll = await decoder.runRows(prefix, [{ ...next, slots: all.slots[0]! }]);
    const behindFew = await decoder.runRows(prefix, [{ ...next, slots: few.slots[0]! }]);
    expect(behindFew.hidden).toEqual(behindAll.hidden);
    await decoder.release();
  });

  it("ranks candidates as the whole logits do, with their log sum", async () => {
    const decoder = await openTiny(family, loadDecoder);
    const prefix = await decoder.runPrefix([], async () => {});
    const row = { tokens: golden.sequences.at(-1)!, slots: [], prefixLength: 0 };
    const { hidden } = await decoder.runRows(prefix, [row]);
    const [scores] = await decoder.score(hidden, [{ kind: "whole" }]);
    const logits = scores!.wholeLogits!;
    const ranked = [...logits.keys()]
      .sort((a, b) => logits[b]! - logits[a]!)
      .slice(0, scores!.candidateIds.length);
    expect([...scores!.candidateIds]).toEqual(ranked);
    expect([...scores!.candidateLogits]).toEqual(ranked.map((id) => logits[id]));
    const sum = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
    expect(scores!.logSumExp).toBeCloseTo(sum, 4);
    await decoder.release();
  });
});
