import type { Tensor } from "onnxruntime-web/wasm";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import { DECODER_NAMES } from "./decoder-graph.ts";
import type { LayerRange } from "../matrices/layer-range.ts";
import { firstPosition, type PackedRow } from "../runtime/decoder.ts";
import type { GraphPrefix } from "./graph-prefix.ts";
import type { SlotPool } from "./slot-pool.ts";
import { floats, integers, longs } from "../graph/tensors.ts";

const UNSEEN = -1e9;

/** Positions of all packed tokens, [S]. */
export function packedPositions(rows: readonly PackedRow[]): number[] {
  return rows.flatMap((row) => row.tokens.map((_, i) => firstPosition(row) + i));
}

/** Feeds that say which packed token sees which; shapes as in AttentionInputs. */
export function attentionFeeds(
  recipe: DecoderRecipe,
  prefix: GraphPrefix,
  pool: SlotPool,
  rows: readonly PackedRow[],
): Record<string, Tensor> {
  const tokens = rows.reduce((sum, row) => sum + row.tokens.length, 0);
  const perRow = Math.max(...rows.map((row) => row.tokens.length));
  const ownLength = Math.max(...rows.map((row) => row.slots.length + row.tokens.length));
  // A prefix of no tokens is one token that nobody sees.
  const prefixLength = Math.max(prefix.tokens.length, 1);

  const querySlots = new Int32Array(rows.length * perRow);
  const queryPositions = new Int32Array(tokens);
  const keySlots = new Int32Array(rows.length * ownLength);
  let token = 0;
  for (const [r, row] of rows.entries()) {
    keySlots.set(row.slots, r * ownLength);
    for (let i = 0; i < row.tokens.length; i++, token++) {
      querySlots[r * perRow + i] = token;
      queryPositions[token] = r * perRow + i;
      keySlots[r * ownLength + row.slots.length + i] = pool.length + token;
    }
  }
  const feeds: Record<string, Tensor> = {
    [DECODER_NAMES.querySlots]: integers(querySlots, rows.length, perRow),
    [DECODER_NAMES.queryPositions]: integers(queryPositions, tokens),
    [DECODER_NAMES.keySlots]: integers(keySlots, rows.length, ownLength),
    [DECODER_NAMES.parts]: longs(prefixLength, ownLength),
  };
  for (const [kind, window] of recipe.windows.entries()) {
    const reach = window ?? Infinity;
    const prefixMask = prefixMaskOf(rows, tokens, prefixLength, reach);
    feeds[DECODER_NAMES.prefixMask(kind)] = floats(prefixMask, tokens, 1, 1, prefixLength);
    const ownMask = ownMaskOf(rows, perRow, ownLength, reach);
    feeds[DECODER_NAMES.ownMask(kind)] = floats(ownMask, rows.length, 1, perRow, 1, ownLength);
  }
  return feeds;
}

/** [S, P]: a prefix token is seen when the row has it and it lies within the window. */
function prefixMaskOf(
  rows: readonly PackedRow[],
  tokens: number,
  prefixLength: number,
  reach: number,
): Float32Array {
  const mask = new Float32Array(tokens * prefixLength);
  let start = 0;
  for (const row of rows) {
    for (let i = 0; i < row.tokens.length; i++, start += prefixLength) {
      const firstSeen = Math.min(Math.max(firstPosition(row) + i - reach + 1, 0), prefixLength);
      mask.fill(UNSEEN, start, start + firstSeen);
      mask.fill(UNSEEN, start + row.prefixLength, start + prefixLength);
    }
  }
  return mask;
}

/** [R, Q, T]: a row's own token is seen when it is not later and lies within the window; padding is not seen. */
function ownMaskOf(
  rows: readonly PackedRow[],
  perRow: number,
  ownLength: number,
  reach: number,
): Float32Array {
  const mask = new Float32Array(rows.length * perRow * ownLength).fill(UNSEEN);
  for (const [r, row] of rows.entries()) {
    for (let i = 0; i < row.tokens.length; i++) {
      const start = (r * perRow + i) * ownLength;
      const last = row.slots.length + i;
      mask.fill(0, start + Math.max(last - reach + 1, 0), start + last + 1);
    }
  }
  return mask;
}

/** The cached keys and values of prefix and rows, for some layers. */
export function cacheFeeds(
  recipe: DecoderRecipe,
  prefix: GraphPrefix,
  pool: SlotPool,
  { first, end }: LayerRange,
): Record<string, Tensor> {
  const { keyValueHeads: heads, headDim: dim } = recipe;
  const length = prefix.tokens.length;
  const feeds: Record<string, Tensor> = {};
  for (let layer = first; layer < end; layer++) {
    const [keys, values] =
      length === 0
        ? [new Float32Array(heads * dim), new Float32Array(heads * dim)]
        : [prefix.keys[layer]!, prefix.values[layer]!];
    feeds[DECODER_NAMES.prefixKeys(layer)] = floats(keys, heads, dim, Math.max(length, 1));
    feeds[DECODER_NAMES.prefixValues(layer)] = floats(values, heads, Math.max(length, 1), dim);
    feeds[DECODER_NAMES.ownKeys(layer)] = floats(pool.keys(layer), pool.length, heads * dim);
    feeds[DECODER_NAMES.ownValues(layer)] = floats(pool.values(layer), pool.length, heads * dim);
  }
  return feeds;
}
