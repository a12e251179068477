import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { BlockType } from "../gguf/block-types/block-type.ts";
import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { READ_ROWS, type DecoderWeights } from "../matrices/decoder-weights.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import type { ChannelStatistics } from "../vocabulary/channels.ts";
import { packQ8, q8RowBytes } from "../vocabulary/q8-rows.ts";
import type { CreateShard, ShardPort } from "../vocabulary/shard-port.ts";
import { previewBytes } from "../vocabulary/shard.ts";
import { ShardedVocabulary } from "../vocabulary/sharded-vocabulary.ts";

/** What is told of rows is taken from this many places, this many rows at each. */
const SAMPLES = 16;
const SAMPLE_ROWS = 128;

/** Whether our kernels can run a vocabulary of rows of this many values. */
export const canShard = (hidden: number): boolean => hidden % q8_0.blockLength === 0;

/** Where previews are kept, if anywhere, and from which byte on. */
export interface PreparedPart {
  readonly file: PreparedWeights | null;
  readonly from: number;
}

/**
 * Brings the matrix `name` into one shard for each function of `shards`, without ever holding all of it here.
 * meanSquares: as in ChannelStatistics, asked where none are kept
 */
export async function loadVocabulary(
  { hidden, vocabulary }: Pick<DecoderRecipe, "hidden" | "vocabulary">,
  weights: DecoderWeights,
  name: string,
  shards: readonly CreateShard[],
  prepared: PreparedPart,
  meanSquares: () => Promise<Float32Array<ArrayBuffer>>,
): Promise<ShardedVocabulary> {
  const type = weights.typeOf(name, vocabulary, hidden);
  const readRows = rowReader(weights, name, type, hidden);
  const channels = {
    ...(await weightStatistics(readRows, vocabulary, hidden)),
    meanSquares: await keptMeanSquares(prepared, hidden, meanSquares),
  };
  const perShard = Math.ceil(vocabulary / shards.length / READ_ROWS) * READ_ROWS;
  const place = type === q8_0 ? weights.placeOf(name) : null;
  const ports: ShardPort[] = [];
  for (const [i, create] of shards.entries()) {
    const firstToken = i * perShard;
    const tokens = Math.min(perShard, vocabulary - firstToken);
    if (tokens > 0) ports.push(await create({ firstToken, tokens, hidden }, channels, place));
  }
  const sharded = new ShardedVocabulary(ports);
  const chunkBytes = previewBytes(READ_ROWS, hidden);
  const spare = new Uint8Array(chunkBytes);
  const previewsFrom = prepared.from + hidden * Float32Array.BYTES_PER_ELEMENT;
  const placeOf = (first: number) => previewsFrom + (first / READ_ROWS) * chunkBytes;
  const load = async (
    first: number,
    count: number,
    rows: Uint8Array | null,
    preview: Uint8Array | null,
  ): Promise<void> => {
    const made = await sharded.load(first, count, rows, preview);
    if (made !== null) prepared.file?.write(placeOf(first), made);
  };
  // Shards take turns, so that those in other threads prepare their rows side by side, one chunk ahead at most.
  let before: Promise<void>[] = [];
  for (let from = 0; from < perShard; from += READ_ROWS) {
    const loads: Promise<void>[] = [];
    for (const { size, readsRows } of ports) {
      const count = Math.min(READ_ROWS, size.tokens - from);
      if (count <= 0) continue;
      const first = size.firstToken + from;
      const preview =
        prepared.file?.isKept === true
          ? await prepared.file.read(placeOf(first), previewBytes(count, hidden), spare)
          : null;
      const rows = readsRows && preview !== null ? null : await readRows(first, count);
      loads.push(load(first, count, rows, preview));
    }
    await Promise.all(before);
    before = loads;
  }
  await Promise.all(before);
  return sharded;
}

/** Reads rows as Q8_0 blocks, whatever the file has. */
function rowReader(weights: DecoderWeights, name: string, type: BlockType, hidden: number) {
  const spare = new Uint8Array(READ_ROWS * (hidden / type.blockLength) * type.blockBytes);
  return async (first: number, count: number): Promise<Uint8Array> => {
    const raw = await weights.rawRows(name, first, count, spare);
    if (type === q8_0) return raw;
    const values = new Float32Array(count * hidden);
    type.dequantize(raw, values);
    const packed = new Uint8Array(count * q8RowBytes(hidden));
    packQ8(values, packed);
    return packed;
  };
}

/** Of rows from all over the vocabulary, [hidden] each: neighbouring tokens are often of one kind. */
async function weightStatistics(
  readRows: (first: number, count: number) => Promise<Uint8Array>,
  vocabulary: number,
  hidden: number,
): Promise<Pick<ChannelStatistics, "means" | "variances">> {
  const count = Math.min(SAMPLE_ROWS, vocabulary);
  const samples = vocabulary > SAMPLES * count ? SAMPLES : 1;
  const [sums, squares] = [new Float64Array(hidden), new Float64Array(hidden)];
  const values = new Float32Array(count * hidden);
  for (let sample = 0; sample < samples; sample++) {
    q8_0.dequantize(await readRows(Math.floor((sample * vocabulary) / samples), count), values);
    for (const [i, value] of values.entries()) {
      sums[i % hidden]! += value;
      squares[i % hidden]! += value ** 2;
    }
  }
  const means = Float32Array.from(sums, (sum) => sum / (count * samples));
  const variances = Float32Array.from(squares, (sum, i) => sum / (count * samples) - means[i]! ** 2);
  return { means, variances };
}

/** What was kept with previews that were made by it; else asked, and kept. */
async function keptMeanSquares(
  { file, from }: PreparedPart,
  hidden: number,
  meanSquares: () => Promise<Float32Array<ArrayBuffer>>,
): Promise<Float32Array> {
  if (file?.isKept === true) {
    const bytes = await file.read(from, hidden * Float32Array.BYTES_PER_ELEMENT);
    return new Float32Array(bytes.slice().buffer);
  }
  const values = await meanSquares();
  file?.write(from, new Uint8Array(values.buffer));
  return values;
}
