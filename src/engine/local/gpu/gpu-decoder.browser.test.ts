import { readTinyGolden, readTinyInside, TINY_FAMILIES, tinyModelPath } from "../testing/tiny-golden.ts";
import { openGpuBrowser, type GpuBrowser } from "./testing/gpu-browser.ts";
import type { GpuPage } from "./testing/gpu-page.ts";

declare const window: { gpuPage: GpuPage };

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

/** What sums in another order leave. */
const LIMIT = 2e-3;

describe.each(TINY_FAMILIES)("a random %s model on the device of Chromium's software adapter", (family) => {
  const golden = readTinyGolden(family);
  const path = tinyModelPath(family);
  let browser: GpuBrowser;

  beforeAll(async () => {
    browser = await openGpuBrowser(path);
    const opened = await browser.page.evaluate(([url, tokens]) => window.gpuPage.open(url, tokens), [
      browser.modelUrl,
      golden.sequences[2]!.slice(0, 6),
    ] as const);
    expect(opened?.isSoftware).toBe(true);
  }, 120_000);
  afterAll(() => browser.close());

  const scores = (tokens: readonly number[], shared: number, ids: readonly number[] = []) =>
    browser.page.evaluate(([all, count, wanted]) => window.gpuPage.scores(all, count, wanted), [
      tokens,
      shared,
      ids,
    ] as const);

  it("stays near PyTorch's logits in weights of eight bits, with any part of the text as prefix", async () => {
    const spread = Math.max(...golden.logits) - Math.min(...golden.logits);
    for (const [s, tokens] of golden.sequences.entries()) {
      for (const shared of new Set([0, tokens.length >> 1, tokens.length - 1])) {
        const { logits } = await scores(tokens, shared);
        const expected = golden.expected(s, tokens.length - 1);
        expect(largestDifference(logits, expected)).toBeLessThan(0.04 * spread);
      }
    }
  }, 120_000);

  it("ranks candidates as the whole logits do, with their log sum, and picks the logits of tokens", async () => {
    const tokens = golden.sequences.at(-1)!;
    const { logits, candidateIds, candidateLogits, logSumExp } = await scores(tokens, 0);
    const ranked = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!).slice(0, 32);
    expect(candidateIds).toEqual(ranked);
    expect(candidateLogits).toEqual(ranked.map((id) => logits[id]));
    const sum = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
    expect(logSumExp).toBeCloseTo(sum, 4);
    const ids = [7, golden.vocabulary - 1, 0];
    expect((await scores(tokens, 0, ids)).logits).toEqual(ids.map((id) => logits[id]));
  }, 120_000);

  it("takes no more memory for each step that asks for logits of tokens", async () => {
    const tokens = golden.sequences.at(-1)!;
    await scores(tokens, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const buffers = await browser.page.evaluate(() => window.gpuPage.liveBuffers());
    for (const ids of [[1], [4, 5, 6], [9, 8, 7, 6, 5, 4, 3, 2, 1]]) await scores(tokens, 0, ids);
    expect(await browser.page.evaluate(() => window.gpuPage.liveBuffers())).toBe(buffers);
  }, 120_000);

  it("gives rows the same candidates in other packs and orders", async () => {
    const prefix = golden.sequences[1]!.slice(0, 3);
    const rows = Array.from({ length: 24 }, (_, row) =>
      golden.sequences.at(-1)!.slice(row, row + 1 + (row % 5)),
    );
    const packs = (all: readonly (readonly number[])[], size: number) =>
      browser.page.evaluate(([tokens, some, count]) => window.gpuPage.packs(tokens, some, count), [
        prefix,
        all,
        size,
      ] as const);
    const together = await packs(rows, rows.length);
    for (const [alone, other] of [
      [await packs(rows, 1), together],
      [(await packs(rows.toReversed(), 7)).reverse(), together],
    ] as const) {
      expect(alone.map(({ ids }) => ids[0])).toEqual(other.map(({ ids }) => ids[0]));
      for (const [row, { logits }] of alone.entries())
        expect(largestDifference(logits, other[row]!.logits)).toBeLessThan(LIMIT);
    }
  }, 120_000);

  it("looks into the layers as PyTorch does", async () => {
    const tokens = golden.sequences.at(-1)!;
    const { logits, attention } = await browser.page.evaluate((text) => window.gpuPage.inside(text), tokens);
    const { lens, attention: expected } = readTinyInside(family);
    const heads = attention[0]!.length / tokens.length;
    for (const [layer, ours] of logits.entries()) {
      const theirs = lens.subarray(layer * golden.vocabulary, (layer + 1) * golden.vocabulary);
      const spread = Math.max(...theirs) - Math.min(...theirs);
      // Weights of eight bits are left of it; another layer's state is off by the whole spread.
      expect(largestDifference(ours, theirs)).toBeLessThan(0.06 * spread);
      for (const [at, share] of attention[layer]!.entries())
        expect(Math.abs(share - expected[layer * heads * tokens.length + at]!)).toBeLessThan(0.05);
    }
  }, 120_000);
});
