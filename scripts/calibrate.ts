import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { InferenceSession } from "onnxruntime-web/wasm";
import { architectureOf } from "../src/engine/local/architectures/architectures.ts";
import type { DecoderRecipe } from "../src/engine/local/architectures/architecture.ts";
import {
  encodeFactor,
  SMOOTHED,
  smoothedChannels,
  type Smoothed,
} from "../src/engine/local/calibration/calibration.ts";
import { openGguf } from "../src/engine/local/gguf/gguf-file.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { DECODER_NAMES } from "../src/engine/local/graph/decoder-graph.ts";
import { DecoderWeights } from "../src/engine/local/graph/decoder-weights.ts";
import { LINEAR_KERNELS, type LinearKernel } from "../src/engine/local/graph/linear.ts";
import type { Matrix } from "../src/engine/local/graph/matrix.ts";
import { Decoder, type LayerGraph } from "../src/engine/local/runtime/decoder.ts";
import { EmbeddingTable } from "../src/engine/local/runtime/embedding-table.ts";
import { loadLayers } from "../src/engine/local/runtime/load-decoder.ts";
import { configureRuntime } from "../src/engine/local/runtime/ort-session.ts";
import { createTokenizer } from "../src/engine/local/tokenizers/create-tokenizer.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const FOLDER = new URL("../src/engine/local/calibration/", import.meta.url);
const TEXT = new URL("calibration-text.txt", import.meta.url);
/** Tokens of the text that are run. */
const TOKENS = 1024;
/**
 * 1/2 makes the sum of error products smallest if errors were white; .4 was measured to be a little better
 * (see DECISIONS.md).
 */
const BALANCE = 0.4;

/**
 * `npm run calibrate -- --model ID`: runs a text through the model in full precision, and writes how much each channel
 * of its activations is to be scaled before it is quantised.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({ options: { model: { type: "string", default: "gemma-3-270m" } } });
  configureRuntime({ threads: 1 });
  const source = await NodeFileSource.open(await ensureModel(values.model, console.log));
  const file = await openGguf(source);
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  const weights = new DecoderWeights(file);
  const observer = new ActivationObserver();
  const graphs = await loadLayers(recipe, weights, observer.kernel);
  const embedding = await weights.matrix("token_embd.weight", recipe.vocabulary, recipe.hidden);
  const head = {
    score: () => Promise.reject(new Error("Nothing is scored here.")),
    normed: (hidden: Float32Array) => hidden,
    release: async () => {},
  };
  const embeddings = new EmbeddingTable(embedding, recipe.embeddingScale);
  const decoder = new Decoder(
    recipe,
    graphs.map((graph) => observer.watch(graph)),
    head,
    embeddings,
  );

  const tokenizer = createTokenizer(file.metadata);
  const begin = tokenizer.beginToken === null ? [] : [tokenizer.beginToken];
  const tokens = [...begin, ...tokenizer.encode(await readFile(TEXT, "utf8"))].slice(0, TOKENS);
  await decoder.runPrefix(tokens, async () => {});
  await decoder.release();

  const bytes = await encoded(recipe, weights, observer.meanSquares());
  await source.close();
  const text = `/** Made by \`npm run calibrate -- --model ${values.model}\`; read by readCalibration. */
export const FACTORS =
  "${Buffer.from(bytes).toString("base64")}";
`;
  await writeFile(new URL(`${values.model}.ts`, FOLDER), text);
});

/** Adds up the squares of whatever the graph is about to multiply. */
class ActivationObserver {
  #names: string[] = [];
  readonly #sums = new Map<string, Float64Array>();
  #tokens = 0;

  /** Full precision, with the mean relative square of each channel of each activation as one more output. */
  readonly kernel: LinearKernel = {
    prepare: (graph, activation) => {
      const squares = graph.node("Mul", [activation, activation]);
      // Each token has a scale of its own, so that only how its channels relate to each other counts.
      const ofToken = graph.node("ReduceMean", [squares, graph.integers(-1)], {
        attributes: { keepdims: 1 },
      });
      const relative = graph.node("Div", [squares, ofToken]);
      const mean = graph.node("ReduceMean", [relative, graph.integers(0)], { attributes: { keepdims: 0 } });
      const name = `mean_square_${this.#names.length}`;
      graph.output(name, mean, "float32", [`C${this.#names.length}`]);
      this.#names.push(name);
      return LINEAR_KERNELS.float32.prepare(graph, activation);
    },
    multiply: (graph, activation, matrix) => LINEAR_KERNELS.float32.multiply(graph, activation, matrix),
  };

  watch(graph: LayerGraph): LayerGraph {
    const run = async (feeds: InferenceSession.FeedsType) => {
      const outputs = await graph.run(feeds);
      const tokens = feeds[DECODER_NAMES.state]!.dims[0]!;
      if (graph.range.first === 0) this.#tokens += tokens;
      for (const name of this.#names.filter((each) => each in outputs)) {
        const means = outputs[name]!.data as Float32Array;
        const sums = this.#sums.get(name) ?? new Float64Array(means.length);
        this.#sums.set(
          name,
          sums.map((sum, i) => sum + means[i]! * tokens),
        );
      }
      return outputs;
    };
    return { range: graph.range, run, release: () => graph.release() };
  }

  /** In the order of layers and of SMOOTHED within them. */
  meanSquares(): Float64Array[] {
    return this.#names.map((name) => this.#sums.get(name)!.map((sum) => sum / this.#tokens));
  }
}

async function encoded(
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  activations: readonly Float64Array[],
): Promise<Uint8Array> {
  const { hidden, heads, keyValueHeads, headDim, feedForward } = recipe;
  const readers: Readonly<Record<Smoothed, readonly (readonly [part: string, rows: number])[]>> = {
    attention: [
      ["attn_q", heads * headDim],
      ["attn_k", keyValueHeads * headDim],
      ["attn_v", keyValueHeads * headDim],
    ],
    "attention-output": [["attn_output", hidden]],
    "feed-forward": [
      ["ffn_gate", feedForward],
      ["ffn_up", feedForward],
    ],
    "feed-forward-down": [["ffn_down", hidden]],
  };
  const bytes: number[] = [];
  for (const layer of recipe.layers.keys()) {
    for (const [s, smoothed] of SMOOTHED.entries()) {
      const activation = activations[layer * SMOOTHED.length + s]!;
      const matrices = await Promise.all(
        readers[smoothed].map(([part, rows]) =>
          weights.matrix(`blk.${layer}.${part}.weight`, rows, activation.length),
        ),
      );
      const channels = smoothedChannels(recipe)[smoothed];
      const ofActivation = perFactor(activation, channels, recipe);
      const ofWeight = perFactor(columnMeanSquares(matrices), channels, recipe);
      for (const [i, square] of ofActivation.entries()) {
        const ratio = square / ofWeight[i]!;
        bytes.push(encodeFactor(Number.isFinite(ratio) && ratio > 0 ? ratio ** (BALANCE / 2) : 1));
      }
    }
  }
  return Uint8Array.from(bytes);
}

/** Means over the query heads that share a key/value head's factors; others as they are. */
function perFactor(
  values: Float64Array,
  channels: number,
  { heads, keyValueHeads, headDim }: DecoderRecipe,
): Float64Array {
  if (values.length === channels) return values;
  const group = heads / keyValueHeads;
  const out = new Float64Array(channels);
  for (const [i, value] of values.entries()) {
    const head = Math.floor(i / headDim / group);
    out[head * headDim + (i % headDim)]! += value / group;
  }
  return out;
}

function columnMeanSquares(matrices: readonly Matrix[]): Float64Array {
  const { columns } = matrices[0]!;
  const squares = new Float64Array(columns);
  const row = new Float32Array(columns);
  for (const matrix of matrices) {
    for (let r = 0; r < matrix.rows; r++) {
      matrix.readRow(r, row);
      for (let i = 0; i < columns; i++) squares[i]! += row[i]! ** 2;
    }
  }
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  return squares.map((square) => square / rows);
}
