import type { LoadProgress } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { architectureOf } from "../architectures/architectures.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import { DecoderWeights } from "../matrices/decoder-weights.ts";
import { LayerTensors } from "../matrices/layer-tensors.ts";
import { stackMatrices, type Matrix } from "../matrices/matrix.ts";
import { lastNorm } from "../runtime/last-norm.ts";
import { CONTEXT_TOKENS, MAX_STEP_TOKENS } from "../runtime/limits.ts";
import { EMBEDDING, lastMatrixName } from "../runtime/matrix-names.ts";
import { PackedDecoder } from "../runtime/packed-decoder.ts";
import { requireRunnable } from "../runtime/require-runnable.ts";
import { filledBuffer } from "./buffers.ts";
import { BLOCK, packRow } from "./pack-block.ts";
import { DeviceMatrix } from "./device-matrix.ts";
import { DeviceVocabulary } from "./device-vocabulary.ts";
import type { GpuDevice } from "./gpu-device.ts";
import { GpuHead } from "./gpu-head.ts";
import { GpuLayers, type DeviceLayer } from "./gpu-layers.ts";
import { KernelSet } from "./kernel-set.ts";
import { dot, PlainPass } from "./plain-pass.ts";
import { testDecoder } from "./self-test.ts";

export interface LoadGpuDecoderOptions {
  /** A short text that the device and plain JavaScript must read alike before the device is trusted. */
  readonly testTokens: readonly number[];
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * Makes a model file ready to run on a graphics device. The weights are read in the order in which a text meets them,
 * so that a short one goes along in plain JavaScript, and what the device makes of it is compared. Throws an
 * EngineError that says what is wrong with the file, an Error where the device cannot run it or runs it wrong.
 */
export async function loadGpuDecoder(
  file: GgufFile,
  gpu: GpuDevice,
  { testTokens, onProgress = () => {} }: LoadGpuDecoderOptions,
): Promise<PackedDecoder> {
  const recipe = await architectureOf(file.architecture).readRecipe(file);
  requireRunnable(recipe);
  const { hidden, vocabulary: size } = recipe;
  const totalBytes = [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.bytes, 0);
  let loadedBytes = 0;
  const weights = new DecoderWeights(file, (bytes) => {
    loadedBytes += bytes;
    onProgress({ phase: "prepare", loadedBytes, totalBytes });
  });
  const { device } = gpu;
  const kernels = new KernelSet(device);
  const pass = new PlainPass(recipe, await embeddingsOf(weights, recipe, testTokens));
  const layers: DeviceLayer[] = [];
  for (const layer of recipe.layers.keys()) {
    layers.push(await loadLayer(device, recipe, weights, layer, pass));
    gpu.throwIfFailed();
  }
  const norm = await weights.vector("output_norm.weight", hidden);
  const states = pass.normed(norm);
  const last = states.subarray(states.length - hidden);
  const logits = new Float32Array(size);
  const name = lastMatrixName(weights);
  const vocabulary = await DeviceVocabulary.load(device, { size, hidden }, weights, name, (row, values) => {
    logits[row] = dot(values, last, 0);
  });
  const embedding =
    name === EMBEDDING
      ? vocabulary
      : await DeviceVocabulary.load(device, { size, hidden }, weights, EMBEDDING);
  onProgress({ phase: "start", loadedBytes: 1, totalBytes: 2 });
  const lastNormBuffer = filledBuffer(device, norm as Float32Array<ArrayBuffer>);
  const sizes = {
    mostTokens: MAX_STEP_TOKENS,
    contextTokens: Math.min(CONTEXT_TOKENS, recipe.trainedContext),
  };
  const embed = (ids: GPUBuffer, state: GPUBuffer) =>
    embedding.embed(kernels, recipe.embeddingScale, ids, state);
  const gpuLayers = await GpuLayers.create(
    { gpu, kernels, recipe, layers, lastNorm: lastNormBuffer, embed },
    sizes,
  );
  const head = await GpuHead.create({
    gpu,
    kernels,
    vocabulary,
    norm: lastNormBuffer,
    normEpsilon: recipe.normEpsilon,
    normed: lastNorm(norm, recipe.normEpsilon),
  });
  const decoder = new PackedDecoder(recipe, gpuLayers, head);
  await testDecoder(decoder, testTokens, { states: pass.state, logits });
  onProgress({ phase: "start", loadedBytes: 2, totalBytes: 2 });
  return decoder;
}

/** [tokens, hidden], as the device has them, scaled. */
async function embeddingsOf(
  weights: DecoderWeights,
  { hidden, vocabulary, embeddingScale }: DecoderRecipe,
  ids: readonly number[],
): Promise<Float32Array> {
  const type = weights.typeOf(EMBEDDING, vocabulary, hidden);
  const rows = new Float32Array(ids.length * hidden);
  for (const [i, id] of ids.entries())
    type.dequantize(await weights.rawRows(EMBEDDING, id, 1), rows.subarray(i * hidden, (i + 1) * hidden));
  packRow(rows, new Uint8Array(rows.length), new Float32Array((2 * rows.length) / BLOCK));
  return rows.map((value) => value * embeddingScale);
}

/** Brings one layer to the device, and takes the text of the plain pass through it. */
async function loadLayer(
  device: GPUDevice,
  recipe: DecoderRecipe,
  weights: DecoderWeights,
  layer: number,
  pass: PlainPass,
): Promise<DeviceLayer> {
  const tensors = new LayerTensors(recipe, weights, layer);
  const buffer = (values: Float32Array | null) =>
    values && filledBuffer(device, values as Float32Array<ArrayBuffer>);
  /** Packs a matrix and multiplies the text with it. */
  const bring = (from: Matrix, input: Float32Array): readonly [DeviceMatrix, Float32Array] => {
    const to = new DeviceMatrix(device, from.rows, from.columns);
    const { out, onRow } = pass.product(input, from.rows);
    to.fill(from, onRow);
    return [to, out];
  };

  const norms = await tensors.norms();
  const [projections, projected] = bring(await tensors.projections(), pass.normed(norms.attention));
  const mixed = pass.attend(layer, projected, norms.heads);
  const [output, attended] = bring(await tensors.output(), mixed);
  pass.add(attended, norms.postAttention);
  const [gates, gated] = bring(stackMatrices(await tensors.gates()), pass.normed(norms.feedForward));
  const [down, fed] = bring(await tensors.down(), pass.open(gated));
  pass.add(fed, norms.postFeedForward);
  return {
    projections,
    output,
    gates,
    down,
    attentionNorm: buffer(norms.attention)!,
    feedForwardNorm: buffer(norms.feedForward)!,
    postAttentionNorm: buffer(norms.postAttention),
    postFeedForwardNorm: buffer(norms.postFeedForward),
    headNorms: buffer(norms.heads),
  };
}
