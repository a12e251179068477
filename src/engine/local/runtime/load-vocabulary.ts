import type { DecoderRecipe } from "../architectures/architecture.ts";
import type { BlockType } from "../gguf/block-types/block-type.ts";
import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { READ_ROWS, type DecoderWeights } from "../graph/decoder-weights.ts";
import type { PreparedWeights } from "../weights/prepared-weights.ts";
import { packQ8, q8RowBytes } from "../vocabulary/q8-rows.ts";
import type { CreateShard, ShardPort } from "../vocabulary/shard-port.ts";
import { previewBytes } from "../vocabulary/shard.ts";
import { ShardedVocabulary } from "../vocabulary/sharded-vocabulary.ts";

/** The mean row is taken from this many places, this many rows at each. */
const SAMPLES = 16;
const SAMPLE_ROWS = 128;

/** Whether our kernels can run a vocabulary of rows of this many values. */
export const canShard = (hidden: number): boolean => hidden % q8_0.blockLength === 0;

/**
 * Brings the matrix `name` into one shard for each function of `shards`, without ever holding all of it here.
 * prepared: where previews are kept, from byte `preparedFrom` on
 */
export async function loadVocabulary(
  { hidden, vocabulary }: Pick<DecoderRecipe, "hidden" | "vocabulary">,
  weights: DecoderWeights,
  name: string,
  shards: readonly CreateShard[],
  prepared: PreparedWeights | null,
  preparedFrom: number,
): Promise<ShardedVocabulary> {
  const type = weights.typeOf(name, vocabulary, hidden);
  const readRows = rowReader(weights, name, type, hidden);
  const center = await meanRow(readRows, vocabulary, hidden);
  const perShard = Math.ceil(vocabulary / shards.length / READ_ROWS) * READ_ROWS;
  const place = type === q8_0 ? weights.placeOf(name) : null;
  const ports: ShardPort[] = [];
  for (const [i, create] of shards.entries()) {
    const firstToken = i * perShard;
    const tokens = Math.min(perShard, vocabulary - firstToken);
    if (tokens > 0) ports.push(await create({ firstToken, tokens, hidden }, center, place));
  }
  const sharded = new ShardedVocabulary(ports);
  const chunkBytes = previewBytes(READ_ROWS, hidden);
  const spare = new Uint8Array(chunkBytes);
  const placeOf = (first: number) => preparedFrom + (first / READ_ROWS) * chunkBytes;
  const load = async (
    first: number,
    count: number,
    rows: Uint8Array | null,
    preview: Uint8Array | null,
  ): Promise<void> => {
    const made = await sharded.load(first, count, rows, preview);
    if (made !== null) prepared?.write(placeOf(first), made);
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
        prepared?.isKept === true
          ? await prepared.read(placeOf(first), previewBytes(count, hidden), spare)
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

/** Mean of rows from all over the vocabulary, [hidden]: neighbouring tokens are often of one kind. */
async function meanRow(
  readRows: (first: number, count: number) => Promise<Uint8Array>,
  vocabulary: number,
  hidden: number,
): Promise<Float32Array> {
  const mean = new Float32Array(hidden);
  const count = Math.min(SAMPLE_ROWS, vocabulary);
  const samples = vocabulary > SAMPLES * count ? SAMPLES : 1;
  const values = new Float32Array(count * hidden);
  for (let sample = 0; sample < samples; sample++) {
    q8_0.dequantize(await readRows(Math.floor((sample * vocabulary) / samples), count), values);
    for (const [i, value] of values.entries()) mean[i % hidden]! += value / (count * samples);
  }
  return mean;
}
