// Sizes of a shard, and where everything lies in its memory, in bytes.

/** Tokens whose preview logits are summed up together. */
export const BLOCK: i32 = 16;
/** Rows of activations whose products are made together, and most such groups in one call. */
export const GROUP: i32 = 4;
export const MOST_GROUPS: i32 = 4;
/** Most tokens that are scored exactly in one call. */
export const EXACT: i32 = 4096;
export const Q8_BLOCK_BYTES: usize = 34;

export let hidden: i32 = 0;
export let blocks: i32 = 0;

/** Q8_0 rows: of all V tokens, or of those that are wanted now */
export let rows: usize = 0;
/** Nibbles: [V][coarse / 2] of the first places, then [V][(H - coarse) / 2] of the others */
export let weights: usize = 0;
export let fineWeights: usize = 0;
/** [V] f32: scale of each token's nibbles */
export let scales: usize = 0;
/** [H] f32: mean of the weights over tokens */
export let center: usize = 0;
/** [rows][H] f32: activations as they are */
export let activations: usize = 0;
/** [group][H / 32][4][32] i8: rotated activations divided by their row's scale */
export let levels: usize = 0;
/** Bytes of 32 channels' levels of a group. */
export const CHUNK_BYTES: usize = 128;
/**
 * [rows] f32 each: preview logit = scale * rowScale * (product of integers - rowOffset); of all channels, and of coarse
 * ones
 */
export let rowScales: usize = 0;
export let rowOffsets: usize = 0;
export let coarseOffsets: usize = 0;
/** [rows][H] i16: activations divided by their block's scale, and [rows][H / 32] f32: these scales; for exact logits */
export let exactLevels: usize = 0;
export let exactScales: usize = 0;
/** [H] f32: 1 or -1 */
export let signs: usize = 0;
/** [H] i32: where the rotation puts each channel; in order until it is set from outside */
export let places: usize = 0;
/** [group][blocks][4] f32: largest preview logit of each block */
export let maxima: usize = 0;
/** [group][blocks][4] f32: sum over each block of exp(preview logit - largest) */
export let masses: usize = 0;
/** [EXACT] i32: exact rows to multiply with */
export let wantedRows: usize = 0;
/** [EXACT] f32: their logits */
export let logits: usize = 0;
/** [rows] f32: in and out of totalMass */
export let totals: usize = 0;
/** [V] f32: preview logits of one row. */
export let whole: usize = 0;
/** [group][BLOCK][4]: integer products, then preview logits (f32), of one block */
export let sums: usize = 0;
/** [H] f32: a row on its way into the preview or the levels */
export let weightRow: usize = 0;
/** Channels that are mixed with each other at most. */
const MOST_ROTATED: i32 = 256;
/** Channels that are mixed with each other: a power of 2. */
export let rotated: i32 = 0;
/**
 * The first so many places are enough for a coarse look: about a fifth, in whole parts; 0 where that is most of them.
 */
export let coarse: i32 = 0;
let end: usize = 0;

function take(bytes: usize): usize {
  const place = end;
  end += (bytes + 63) & ~63;
  return place;
}

/**
 * Lays out the memory for a shard with room for `rowBlocks` blocks of exact rows. Returns how many bytes it must have.
 */
export function layOut(tokenBlocks: i32, hiddenSize: i32, rowBlocks: i32): usize {
  hidden = hiddenSize;
  rotated = 32;
  while (rotated < MOST_ROTATED && hidden % (rotated << 1) == 0) rotated <<= 1;
  coarse = (hidden / 5 + rotated - 1) / rotated * rotated;
  if (coarse << 1 > hidden) coarse = 0;
  blocks = tokenBlocks;
  const tokens = <usize>(blocks * BLOCK);
  const width = <usize>hidden;
  end = (__heap_base + 63) & ~63;
  rows = take(<usize>(rowBlocks * BLOCK) * (width >> 5) * Q8_BLOCK_BYTES);
  weights = take((tokens * width) >> 1);
  fineWeights = weights + ((tokens * <usize>coarse) >> 1);
  scales = take(tokens << 2);
  center = take(width << 2);
  signs = take(width << 2);
  places = take(width << 2);
  const rowsAtOnce = <usize>(GROUP * MOST_GROUPS);
  activations = take(rowsAtOnce * width << 2);
  levels = take(rowsAtOnce * width);
  exactLevels = take(rowsAtOnce * width << 1);
  exactScales = take(rowsAtOnce * (width >> 5) << 2);
  rowScales = take(rowsAtOnce << 2);
  rowOffsets = take(rowsAtOnce << 2);
  coarseOffsets = take(rowsAtOnce << 2);
  maxima = take(<usize>blocks * rowsAtOnce << 2);
  masses = take(<usize>blocks * rowsAtOnce << 2);
  whole = take(tokens << 2);
  wantedRows = take(<usize>EXACT << 2);
  logits = take(<usize>EXACT << 2);
  totals = take(rowsAtOnce << 2);
  sums = take((<usize>BLOCK * rowsAtOnce) << 2);
  weightRow = take(width << 2);
  return end;
}

/** Bytes of a token's nibbles outside the coarse places. */
// @ts-ignore: decorator
@inline
export function fineBytes(): usize {
  return <usize>((hidden - coarse) >> 1);
}

/** Where a row's level of a channel lies. */
// @ts-ignore: decorator
@inline
export function levelPlace(row: i32, channel: i32): usize {
  const chunk = <usize>((row >> 2) * (hidden >> 5) + (channel >> 5));
  return levels + chunk * CHUNK_BYTES + <usize>(((row & 3) << 5) + (channel & 31));
}
