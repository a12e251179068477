// Sizes of a shard, and where everything lies in its memory, in bytes.
//
// Letters: H hidden size, N channels of the first look and R = H - N the others, whole numbers of 32; V tokens of this
// shard, a whole number of blocks.

/** Tokens whose preview logits are summed up together. */
export const BLOCK: i32 = 16;
/** Most tokens that are scored exactly in one call. */
export const EXACT: i32 = 4096;
export const Q8_BLOCK_BYTES: usize = 34;
/** Rows of activations that are taken together. */
export const ROWS: i32 = 4;

export let hidden: i32 = 0;
export let blocks: i32 = 0;
/** N; H where there is no second look. */
export let narrow: i32 = 0;

/** Q8_0 rows: of all V tokens, or of those that are wanted now */
export let rows: usize = 0;
/** [V][N / 2] and [V][R / 2] nibbles */
export let weights: usize = 0;
export let restWeights: usize = 0;
/** [V] f32 each: scale of each token's nibbles */
export let scales: usize = 0;
export let restScales: usize = 0;
/** [H] f32: mean of the weights over tokens */
export let center: usize = 0;
/** [H] i32: all channels, those of the first look first */
export let channels: usize = 0;
/** [4][H] f32: activations as they are */
export let activations: usize = 0;
/** [4][N] and [4][R] i8: rotated activations divided by their row's scale */
export let levels: usize = 0;
export let restLevels: usize = 0;
/** [2][4] f32 each, of both looks: preview logit = scale * rowScale * (product of integers - rowOffset) */
export let rowScales: usize = 0;
export let rowOffsets: usize = 0;
/** [2][4] f32: sums of the squares of a row's activations in both looks */
export let rowSquares: usize = 0;
/** [H] f32: 1 or -1 */
export let signs: usize = 0;
/** [H] i32: where the rotation puts each channel */
export let places: usize = 0;
/** [blocks][4] f32: largest preview logit of each block */
export let maxima: usize = 0;
/** [blocks][4] f32: sum over each block of exp(preview logit - largest) */
export let masses: usize = 0;
/** [blocks] i32: blocks that a row looks at again */
export let chosen: usize = 0;
/** [BINS] i32: how many blocks have their largest logit in each bin below the row's */
export let bins: usize = 0;
/** [EXACT] i32: exact rows to multiply with */
export let wantedRows: usize = 0;
/** [EXACT] f32: their logits */
export let logits: usize = 0;
/** [4] f32: in and out of totalMass */
export let totals: usize = 0;
/** [V] f32: preview logits of one row */
export let whole: usize = 0;
/** [BLOCK][4] i32 or f32 */
export let sums: usize = 0;
/** [H] f32 */
export let weightRow: usize = 0;
let end: usize = 0;

/** Bins of a nat's 32nd part each. */
export const BINS: i32 = 1024;

function take(bytes: usize): usize {
  const place = end;
  end += (bytes + 63) & ~63;
  return place;
}

/**
 * Lays out the memory for a shard with room for `rowBlocks` blocks of exact rows. Returns how many bytes it must have.
 * narrowChannels: N; H for one look
 */
export function layOut(tokenBlocks: i32, hiddenSize: i32, rowBlocks: i32, narrowChannels: i32): usize {
  hidden = hiddenSize;
  blocks = tokenBlocks;
  narrow = narrowChannels;
  const tokens = <usize>(blocks * BLOCK);
  const width = <usize>hidden;
  const first = <usize>narrow;
  end = 64;
  rows = take(<usize>(rowBlocks * BLOCK) * (width >> 5) * Q8_BLOCK_BYTES);
  weights = take((tokens * first) >> 1);
  restWeights = take((tokens * (width - first)) >> 1);
  scales = take(tokens << 2);
  restScales = take(tokens << 2);
  center = take(width << 2);
  channels = take(width << 2);
  signs = take(width << 2);
  places = take(width << 2);
  activations = take(width << 4);
  levels = take(first << 2);
  restLevels = take((width - first) << 2);
  rowScales = take(32);
  rowOffsets = take(32);
  rowSquares = take(32);
  maxima = take(<usize>blocks << 4);
  masses = take(<usize>blocks << 4);
  chosen = take(<usize>blocks << 2);
  bins = take(<usize>BINS << 2);
  whole = take(tokens << 2);
  wantedRows = take(<usize>EXACT << 2);
  logits = take(<usize>EXACT << 2);
  totals = take(16);
  sums = take(<usize>BLOCK << 4);
  weightRow = take(width << 2);
  return end;
}
