import { createHash } from "node:crypto";
import { open, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { architectureOf } from "../../src/engine/local/architectures/architectures.ts";
import type { DecoderRecipe } from "../../src/engine/local/architectures/architecture.ts";
import { openGguf } from "../../src/engine/local/gguf/gguf-file.ts";
import { NodeFileSource } from "../../src/engine/local/gguf/node-file-source.ts";
import { DecoderWeights } from "../../src/engine/local/matrices/decoder-weights.ts";
import type { BuiltGraph } from "../../src/engine/local/graph/graph-builder.ts";
import { ModelProtoSchema } from "../../src/engine/local/graph/onnx_pb.js";
import { createTokenizer } from "../../src/engine/local/tokenizers/create-tokenizer.ts";
import { buildCachedDecoder } from "./cached-decoder-graph.ts";
import { PRODUCTS, type OnnxType } from "./products.ts";

const SOURCES = [
  "cached-decoder-graph.ts",
  "onnx-folder.ts",
  "products.ts",
  "quantise.ts",
  "../../src/engine/local/graph/graph-builder.ts",
].map((name) => fileURLToPath(new URL(name, import.meta.url)));
const POSITIONS = 2048;

/** The end of the file's name by which transformers.js finds a type. */
const SUFFIXES: Readonly<Record<OnnxType, string>> = { q8: "_quantized", q4: "_q4" };
/** transformers.js' names of the families whose recipes we have. */
const MODEL_TYPES: Readonly<Record<string, { type: string; name: string }>> = {
  gemma3: { type: "gemma3_text", name: "Gemma3ForCausalLM" },
  llama: { type: "llama", name: "LlamaForCausalLM" },
};

/**
 * Makes a folder that transformers.js loads, from a GGUF file: config.json and onnx/model….onnx with its weights beside
 * it. What lies there already and was made from the same file by the same code is kept.
 */
export async function ensureOnnxFolder(
  modelPath: string,
  folder: string,
  types: readonly OnnxType[],
  log: (line: string) => void,
): Promise<void> {
  if (types.length === 0) return;
  const source = await NodeFileSource.open(modelPath);
  try {
    const file = await openGguf(source);
    const recipe = await architectureOf(file.architecture).readRecipe(file);
    await mkdir(join(folder, "onnx"), { recursive: true });
    const config = configOf(file.architecture, recipe, [...createTokenizer(file.metadata).endTokens]);
    await writeFile(join(folder, "config.json"), `${JSON.stringify(config, null, 1)}\n`);
    const stamp = await stampOf(modelPath, source.size);
    for (const type of types) {
      const path = join(folder, "onnx", `model${SUFFIXES[type]}.onnx`);
      if ((await readFile(`${path}.stamp`, "utf8").catch(() => "")) === stamp) continue;
      log(`Making ${path}`);
      await writeOnnx(
        await buildCachedDecoder(recipe, new DecoderWeights(file), PRODUCTS[type], POSITIONS),
        path,
      );
      await writeFile(`${path}.stamp`, stamp);
    }
  } finally {
    await source.close();
  }
}

/** Changes when the file or the code that writes does. The model's own check has seen to its contents. */
async function stampOf(modelPath: string, bytes: number): Promise<string> {
  const hash = createHash("sha256").update(`${modelPath} ${bytes}`);
  for (const path of SOURCES) hash.update(await readFile(path));
  return hash.digest("hex");
}

function configOf(architecture: string, recipe: DecoderRecipe, endTokens: readonly number[]) {
  const { type, name } = MODEL_TYPES[architecture]!;
  return {
    model_type: type,
    architectures: [name],
    num_hidden_layers: recipe.layers.length,
    num_attention_heads: recipe.heads,
    num_key_value_heads: recipe.keyValueHeads,
    head_dim: recipe.headDim,
    hidden_size: recipe.hidden,
    vocab_size: recipe.vocabulary,
    max_position_embeddings: POSITIONS,
    eos_token_id: endTokens,
  };
}

/** Writes the graph, and all its weights into one file beside it, each at a multiple of 4,096 bytes. */
async function writeOnnx({ model, externalData }: BuiltGraph, path: string): Promise<void> {
  const align = 4096;
  const name = `${path.slice(path.lastIndexOf("/") + 1)}_data`;
  const offsets = new Map<string, number>();
  const handle = await open(`${path}_data.partial`, "w");
  let end = 0;
  for (const { path: weight, data } of externalData) {
    offsets.set(weight, end);
    await handle.write(data, 0, data.length, end);
    end = Math.ceil((end + data.length) / align) * align;
  }
  await handle.close();
  const proto = fromBinary(ModelProtoSchema, model);
  for (const { name: weight, externalData: places } of proto.graph!.initializer) {
    const offset = offsets.get(weight);
    if (offset === undefined) continue;
    for (const place of places) {
      if (place.key === "location") place.value = name;
      if (place.key === "offset") place.value = String(offset);
    }
  }
  await rename(`${path}_data.partial`, `${path}_data`);
  await writeFile(path, toBinary(ModelProtoSchema, proto));
}
