import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { DecoderWeights } from "../graph/decoder-weights.ts";
import type { PackedLayers } from "../layers/packed-layers.ts";
import { narrowChannels, type PreviewBasis } from "../vocabulary/preview-basis.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import type { LastNorm } from "./last-norm.ts";
import { EMBEDDING } from "./matrix-names.ts";

/** Mean and variance of rows are taken from this many places, this many rows at each. */
const SAMPLES = 16;
const SAMPLE_ROWS = 128;
/** Tokens that are run to see how large each channel gets. */
const RUN_TOKENS = 128;

export interface PreviewBasisParts {
  readonly recipe: DecoderRecipe;
  readonly weights: DecoderWeights;
  /** Of the last matrix. */
  readonly name: string;
  readonly layers: PackedLayers;
  readonly normed: LastNorm;
  /** Where the order of the channels is kept, from byte `preparedFrom` on. */
  readonly prepared: PreparedWeights | null;
  readonly preparedFrom: number;
}

/** Bytes that are kept of a basis. */
export const basisBytes = (hidden: number): number => hidden * Int32Array.BYTES_PER_ELEMENT;

/**
 * The mean row of the last matrix, and its channels by how much they move logits: variance of the weights times mean square of the
 * hidden states of tokens from all over the vocabulary. Such a text says nothing, but large channels are large in any text.
 */
export async function loadPreviewBasis(parts: PreviewBasisParts): Promise<PreviewBasis> {
  const { recipe, prepared, preparedFrom } = parts;
  const { hidden } = recipe;
  const { mean, variance } = await rowStatistics(parts);
  if (prepared?.isKept === true) {
    const bytes = await prepared.read(preparedFrom, basisBytes(hidden));
    return { center: mean, channels: new Int32Array(bytes.slice().buffer) };
  }
  const channels = Int32Array.from(Array(hidden).keys());
  if (narrowChannels(hidden) < hidden) {
    const squares = await meanSquares(parts);
    const weight = (channel: number) => squares[channel]! * variance[channel]!;
    channels.sort((a, b) => weight(b) - weight(a) || a - b);
  }
  prepared?.write(preparedFrom, new Uint8Array(channels.slice().buffer));
  return { center: mean, channels };
}

/** Of rows from all over the vocabulary, [hidden] each: neighbouring tokens are often of one kind. */
async function rowStatistics({
  recipe,
  weights,
  name,
}: PreviewBasisParts): Promise<{ mean: Float32Array; variance: Float32Array }> {
  const { hidden, vocabulary } = recipe;
  const type = weights.typeOf(name, vocabulary, hidden);
  const mean = new Float32Array(hidden);
  const squares = new Float32Array(hidden);
  const count = Math.min(SAMPLE_ROWS, vocabulary);
  const samples = vocabulary > SAMPLES * count ? SAMPLES : 1;
  const values = new Float32Array(count * hidden);
  for (let sample = 0; sample < samples; sample++) {
    type.dequantize(await weights.rawRows(name, Math.floor((sample * vocabulary) / samples), count), values);
    for (const [i, value] of values.entries()) {
      mean[i % hidden]! += value / (count * samples);
      squares[i % hidden]! += value ** 2 / (count * samples);
    }
  }
  return { mean, variance: squares.map((square, i) => square - mean[i]! ** 2) };
}

/** Of each channel of the states after the last norm, [hidden], over a run of tokens; its first is left out: states of first tokens are like no other. */
async function meanSquares({ recipe, weights, layers, normed }: PreviewBasisParts): Promise<Float32Array> {
  const { hidden, vocabulary, embeddingScale } = recipe;
  const type = weights.typeOf(EMBEDDING, vocabulary, hidden);
  const count = Math.min(RUN_TOKENS, vocabulary, recipe.trainedContext);
  const embeddings = new Float32Array(count * hidden);
  for (let i = 0; i < count; i++) {
    const raw = await weights.rawRows(EMBEDDING, Math.floor((i * vocabulary) / count), 1);
    type.dequantize(raw, embeddings.subarray(i * hidden, (i + 1) * hidden));
  }
  for (let i = 0; i < embeddings.length; i++) embeddings[i]! *= embeddingScale;
  layers.reserve(count);
  const tokens = Array.from({ length: count }, (_, position) => ({
    position,
    slot: position,
    listStart: 0,
    listLength: position + 1,
  }));
  const lists = [...tokens.keys()];
  const states = normed(
    await layers.run({ embeddings, tokens, lists, wanted: count, fine: [], adapter: null }),
  );
  const squares = new Float32Array(hidden);
  for (let i = hidden; i < states.length; i++) squares[i % hidden]! += states[i]! ** 2;
  return squares;
}
