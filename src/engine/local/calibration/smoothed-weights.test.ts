import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import { architectureOf } from "../architectures/architectures.ts";
import { DecoderWeights, type LayerWeights } from "../graph/decoder-weights.ts";
import { LINEAR_KERNELS } from "../graph/linear.ts";
import { Decoder } from "../runtime/decoder.ts";
import { EmbeddingTable } from "../runtime/embedding-table.ts";
import { loadLayers } from "../runtime/load-decoder.ts";
import { configureRuntime } from "../runtime/ort-session.ts";
import { encodeFactor, readCalibration, SMOOTHED, smoothedChannels } from "./calibration.ts";
import { SmoothedWeights } from "./smoothed-weights.ts";

configureRuntime({ threads: 1 });

const TOKENS = [3, 17, 5, 9, 21];
/** Nothing is scored here. */
const noHead = {
  score: () => Promise.resolve([]),
  normed: (hidden: Float32Array) => hidden,
  release: async () => {},
};

describe.each(["gemma3", "llama"])("smoothed weights of a random %s model", (family) => {
  it("compute what the weights computed before", async () => {
    const url = new URL(`../architectures/fixtures/tiny-${family}.gguf`, import.meta.url);
    const source = await NodeFileSource.open(url.pathname);
    const file = await openGguf(source);
    const recipe = await architectureOf(file.architecture).readRecipe(file);
    const plain = new DecoderWeights(file);
    const channels = smoothedChannels(recipe);
    const perLayer = SMOOTHED.reduce((sum, smoothed) => sum + channels[smoothed], 0);
    const bytes = Uint8Array.from(
      { length: perLayer * recipe.layers.length },
      (_, i) => 112 + ((i * 7) % 33),
    );
    const smoothed = new SmoothedWeights(plain, readCalibration(bytes, recipe), recipe);

    const embedding = await plain.matrix("token_embd.weight", recipe.vocabulary, recipe.hidden);
    const hiddenWith = async (weights: LayerWeights): Promise<Float32Array> => {
      const graphs = await loadLayers(recipe, weights, LINEAR_KERNELS.float32);
      const decoder = new Decoder(
        recipe,
        graphs,
        noHead,
        new EmbeddingTable(embedding, recipe.embeddingScale),
      );
      const prefix = await decoder.runPrefix(TOKENS.slice(0, 2), async () => {});
      const row = { tokens: TOKENS.slice(2), slots: [], prefixLength: 2 };
      const { hidden } = await decoder.runRows(prefix, decoder.newPool(), [row]);
      await decoder.release();
      return hidden;
    };
    const [before, after] = [await hiddenWith(plain), await hiddenWith(smoothed)];
    await source.close();
    const size = Math.max(...before.map(Math.abs));
    for (const [i, value] of before.entries())
      expect(Math.abs(after[i]! - value)).toBeLessThan(1e-4 * Math.max(size, 1));
  });
});

describe("readCalibration", () => {
  const shape = {
    layers: [{ rotary: 0, window: 0 }],
    hidden: 2,
    keyValueHeads: 1,
    headDim: 1,
    feedForward: 3,
  };

  it("gives each layer's factors within half a step", () => {
    const factors = [0.3, 7, 1, 2, 2.2, 0.01, 50, 1];
    const calibration = readCalibration(Uint8Array.from(factors, encodeFactor), shape);
    const read = SMOOTHED.flatMap((smoothed) => [...calibration.factors(0, smoothed)]);
    for (const [i, factor] of factors.entries())
      expect(Math.abs(Math.log2(read[i]! / factor))).toBeLessThanOrEqual(1 / 16);
  });

  it("refuses what was made for another model", () => {
    expect(() => readCalibration(new Uint8Array(9), shape)).toThrow("is not one for 8");
  });
});
