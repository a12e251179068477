import { readFileSync } from "node:fs";
import { architectureOf } from "../architectures/architectures.ts";
import { openGguf } from "../gguf/gguf-file.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";
import {
  ADAPTED_PARTS,
  ADAPTER_NAMES,
  adapterShapes,
  upperLayers,
  type AdaptedPart,
} from "./adapter-inputs.ts";
import { DecoderWeights, type LayerWeights } from "../matrices/decoder-weights.ts";
import { GraphDecoder } from "../reference/graph-decoder.ts";
import { EmbeddingTable } from "../runtime/embedding-table.ts";
import { loadDecoder } from "../runtime/load-decoder.ts";
import { loadLayers } from "../reference/load-reference.ts";
import { configureRuntime } from "../graph/ort-session.ts";
import { relativeError } from "../training/testing/relative-error.ts";
import { normal, seededRandom } from "../training/seeded-random.ts";
import { startNodeThread } from "../threads/testing/node-thread.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { Adapter } from "./adapter.ts";
import { readAdapter, writeAdapter } from "./adapter-file.ts";

configureRuntime({ threads: 1 });

const TEXT = [2, 300, 17, 280, 290, 301, 277, 263, 299, 310, 268, 281];

function randomAdapter(recipe: DecoderRecipe, rank: number): Adapter {
  const range = upperLayers(recipe);
  const random = seededRandom(11);
  const tensors = [...adapterShapes(recipe, range, rank)].map(([name, [rows, columns]]) => {
    const size = name.startsWith("adapter_down") ? columns ** -0.5 : 0.3;
    return [name, Float32Array.from({ length: rows * columns }, () => size * normal(random))] as const;
  });
  return { range, rank, tensors: new Map(tensors) };
}

/** The adapter of scripts/fixtures/peft_adapters.py: as PEFT saved it, and what PyTorch makes of a text with it. */
function readPeft(family: string) {
  const read = (end: string) => readFileSync(new URL(`fixtures/tiny-${family}.peft.${end}`, import.meta.url));
  const { text, config } = JSON.parse(read("json").toString()) as {
    text: readonly number[];
    config: Record<string, unknown>;
  };
  const states = new Float32Array(Uint8Array.from(read("f32")).buffer);
  return { file: Uint8Array.from(read("safetensors")), text, config, states };
}

/** Header of a safetensors file. */
function headerOf(file: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  return JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<string, unknown>;
}

/** The matrices with the adapter's products added to them. llama's rows lie in the order of its file. */
function merged(weights: LayerWeights, recipe: DecoderRecipe, adapter: Adapter): LayerWeights {
  return {
    vector: (name, length) => weights.vector(name, length),
    async matrix(name, rows, columns) {
      const matrix = await weights.matrix(name, rows, columns);
      const [, layer, part] = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name)!;
      const down = adapter.tensors.get(ADAPTER_NAMES.down(Number(layer), part as AdaptedPart));
      if (down === undefined) return matrix;
      const up = adapter.tensors.get(ADAPTER_NAMES.up(Number(layer), part as AdaptedPart))!;
      const isInterleaved = recipe.interleavedHeads && (part === "attn_q" || part === "attn_k");
      const half = recipe.headDim / 2;
      return {
        ...matrix,
        readRow(row, out) {
          matrix.readRow(row, out);
          const within = row % recipe.headDim;
          const own = isInterleaved ? row - within + (within >> 1) + (within % 2) * half : row;
          for (let r = 0; r < adapter.rank; r++)
            for (let i = 0; i < columns; i++) out[i]! += up[own * adapter.rank + r]! * down[r * columns + i]!;
        },
      };
    },
  };
}

async function openTiny(family: string) {
  const path = new URL(`../architectures/fixtures/tiny-${family}.gguf`, import.meta.url).pathname;
  const source = await NodeFileSource.open(path);
  const file = await openGguf(source);
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  return { source, file, recipe, weights: new DecoderWeights(file) };
}

describe.each(["gemma3", "llama"])("an adapter of a random %s model", (family) => {
  it("changes the kernels' result as much as weights that it was added to", async () => {
    const { source, file, recipe, weights } = await openTiny(family);
    const adapter = randomAdapter(recipe, 5);
    const decoder = await loadDecoder(file);
    const table = await weights.matrix("token_embd.weight", recipe.vocabulary, recipe.hidden);
    const graphs = await loadLayers(recipe, merged(weights, recipe, adapter));
    const head = {
      score: () => Promise.resolve([]),
      normed: (hidden: Float32Array) => hidden,
      release: () => Promise.resolve(),
    };
    const embeddings = new EmbeddingTable(table, recipe.embeddingScale);
    const reference = new GraphDecoder(recipe, graphs, head, embeddings);
    await source.close();

    const row = { tokens: TEXT, slots: [], prefixLength: 0, wanted: [...TEXT.keys()] };
    const nothing = await reference.runPrefix([], async () => {});
    const expected = (await reference.runRows(nothing, [row])).hidden;
    const plain = (await decoder.runText(TEXT)).hidden;
    const adapted = (await decoder.withAdapter(adapter).runText(TEXT)).hidden;
    expect(relativeError(adapted, expected)).toBeLessThan(0.08);
    expect(relativeError(plain, expected)).toBeGreaterThan(0.3);
    // Off again, nothing of it is left.
    expect((await decoder.runText(TEXT)).hidden).toEqual(plain);
    await reference.release();
    await decoder.release();
  });

  it("changes two threads' result as one's, and nothing of theirs once it is off", async () => {
    const { source, file, recipe } = await openTiny(family);
    const adapter = randomAdapter(recipe, 5);
    const { thread, stop } = await startNodeThread();
    const [one, two] = [await loadDecoder(file), await loadDecoder(file, { others: [thread] })];
    await source.close();
    const plain = await one.runText(TEXT);
    const adapted = await one.withAdapter(adapter).runText(TEXT);
    const ofTwo = two.withAdapter(adapter);
    expect(await two.runText(TEXT)).toEqual(plain);
    expect(await ofTwo.runText(TEXT)).toEqual(adapted);
    expect(await two.runText(TEXT)).toEqual(plain);
    // Text behind text, and few tokens at a time, as answers are written.
    const held = await ofTwo.holdText(TEXT.slice(0, 9));
    const behind = await ofTwo.runText(TEXT.slice(9), held.slots);
    expect(behind.hidden).toEqual(adapted.hidden.slice(9 * recipe.hidden));
    await one.release();
    await two.release();
    await stop();
  });

  it("comes back from its file as it was, which has PEFT's names", async () => {
    const { source, recipe } = await openTiny(family);
    await source.close();
    const adapter = randomAdapter(recipe, 3);
    const file = writeAdapter(adapter, recipe);
    expect(readAdapter(file, recipe, adapter.range)).toEqual(adapter);
    const header = headerOf(file);
    const layer = adapter.range.end - 1;
    expect(header[`base_model.model.model.layers.${layer}.mlp.down_proj.lora_A.weight`]).toMatchObject({
      dtype: "F32",
      shape: [3, recipe.feedForward],
    });
    expect(Object.keys(header)).toHaveLength(
      1 + 2 * ADAPTED_PARTS.length * (layer + 1 - adapter.range.first),
    );
  });

  it("is read from the file that PEFT saved, and changes the model as PyTorch says", async () => {
    const { source, file, recipe } = await openTiny(family);
    const peft = readPeft(family);
    const adapter = readAdapter(peft.file, recipe, upperLayers(recipe));
    const decoder = await loadDecoder(file);
    await source.close();
    const plain = (await decoder.runText(peft.text)).hidden;
    const adapted = (await decoder.withAdapter(adapter).runText(peft.text)).hidden;
    // The kernels' weights have eight bits.
    expect(relativeError(adapted, peft.states)).toBeLessThan(0.05);
    expect(relativeError(plain, peft.states)).toBeGreaterThan(0.3);
    await decoder.release();
  });

  it("is written with PEFT's names, shapes and configuration", async () => {
    const { source, recipe } = await openTiny(family);
    await source.close();
    const peft = readPeft(family);
    const written = headerOf(writeAdapter(readAdapter(peft.file, recipe, upperLayers(recipe)), recipe));
    const { __metadata__: metadata, ...tensors } = written;
    const shapesOf = (header: Record<string, unknown>) =>
      Object.entries(header)
        .filter(([name]) => name !== "__metadata__")
        .map(([name, tensor]) => [name, (tensor as { shape: unknown }).shape])
        .sort();
    expect(shapesOf(tensors)).toEqual(shapesOf(headerOf(peft.file)));
    const config = JSON.parse((metadata as { adapter_config: string }).adapter_config) as {
      target_modules: string[];
    };
    expect({ ...config, target_modules: config.target_modules.toSorted() }).toEqual(peft.config);
  });
});

describe("an adapter file", () => {
  it.each([
    ["too short", (file: Uint8Array) => file.slice(0, 5)],
    ["no safetensors file", (file: Uint8Array) => file.fill(255, 0, 8)],
    ["no JSON", (file: Uint8Array) => file.fill(65, 8, 20)],
    ["cut off", (file: Uint8Array) => file.slice(0, file.length - 100)],
    ["no numbers", (file: Uint8Array) => file.fill(255, file.length - 4)],
  ])("that is damaged is refused with the reason: %s", async (reason, damage) => {
    const { source, recipe } = await openTiny("llama");
    await source.close();
    const adapter = randomAdapter(recipe, 2);
    const file = damage(writeAdapter(adapter, recipe));
    expect(() => readAdapter(file, recipe, adapter.range)).toThrow(reason);
  });

  it("for a model of another shape, or of a rank that is too high, is refused", async () => {
    const { source, recipe } = await openTiny("llama");
    await source.close();
    const adapter = randomAdapter(recipe, 17);
    expect(() => readAdapter(writeAdapter(adapter, recipe), recipe, adapter.range)).toThrow("rank is 17");
    const small = randomAdapter(recipe, 2);
    const other = { ...recipe, feedForward: 128 };
    expect(() => readAdapter(writeAdapter(small, recipe), other, small.range)).toThrow("has shape");
  });
});
