// Sizes of the model and of a run, and where everything lies. All threads lay out the same memory alike.

/** Output channels whose weights lie together. */
export const GROUP: i32 = 8;
/** Input channels whose weights lie together, and half of them: activations that share a scale. */
export const BLOCK: i32 = 32;
export const HALF: i32 = 16;
/** Bytes of GROUP x BLOCK weights: levels, then two numbers (f32) for each channel. */
export const GROUP_BLOCK_BYTES: usize = 320;
/**
 * Bytes of a block's factors: its scale and what its levels stand for added up (f32); for each half its multiple of the
 * scale, twice (i16), and for each the sum of its levels times its multiple times ZERO (i32).
 */
export const FACTORS: usize = 24;
/** One in so many half blocks of a row is quantised twice: those of which the first levels leave most. */
const RESTS: i32 = 13;
/** The level that stands for 0 in weights of 64 levels. */
export const ZERO: i32 = 32;

export let hidden: i32 = 0;
export let heads: i32 = 0;
export let keyValueHeads: i32 = 0;
export let headDim: i32 = 0;
export let feedForward: i32 = 0;
export let layers: i32 = 0;
export let epsilon: f32 = 0;
/** Features of the recipe, as bits of `features`. */
export let isSilu: bool = false;
export let hasHeadNorms: bool = false;
export let hasPostNorms: bool = false;

/** Most tokens of one run; most keys that a token sees. */
let runTokens: i32 = 0;
export let context: i32 = 0;

/** [S, hidden] f32: embeddings in, hidden states out */
export let state: usize = 0;
/** [kinds][S][headDim / 2] f32 */
export let cosines: usize = 0;
export let sines: usize = 0;
/** [S] i32: where the token's keys and values go; where its list of keys starts in `lists`, and how long it is */
export let slots: usize = 0;
export let listStarts: usize = 0;
export let listLengths: usize = 0;
/** i32: slots of the keys each token sees, oldest first, the token's own last */
export let lists: usize = 0;
/** [layers] i32: kind of rotary embedding, and positions a token looks back at most */
export let rotaryKinds: usize = 0;
export let windows: usize = 0;
/** Per thread [5][context]: scores of four heads (f32), and where the keys lie (i32) */
export let attentionScores: usize = 0;
export let attentionScoresBytes: usize = 0;
/** [S, heads + 2 keyValueHeads, headDim] f32 */
export let projections: usize = 0;
/** [S, heads, headDim] f32 */
export let mixed: usize = 0;
/** [S, hidden] f32 */
export let change: usize = 0;
/** [S, 2 feedForward] f32: 32 gates, the 32 values they open, and so on */
export let gated: usize = 0;
/** [S]: quantised activations, of rows of `hidden` or `heads * headDim` values, and of rows of `feedForward` */
export let levels: usize = 0;
export let factors: usize = 0;
export let wideLevels: usize = 0;
export let wideFactors: usize = 0;
/**
 * [S]: what levels leave, of the rows that the product that comes next takes: [restHalves] i32, which half blocks; then
 * their factors, as those of a block that has a first half only; then their levels
 */
let rests: usize = 0;
let restBytes: usize = 0;
/** Per thread: a row of floats, and what keepRests needs */
export let rowScratch: usize = 0;
export let restScratchFrom: usize = 0;
export let rowScratchBytes: usize = 0;
/** [columns] f32 x 8: a group of rows that is to be packed */
export let staging: usize = 0;
/** i32: threads that have arrived, and how often all have */
export let arrived: usize = 0;
export let generation: usize = 0;

/**
 * i32: first layer of this run, layer behind its last one, first adapted layer, rank of the adapter, and how many
 * tokens, the first ones, have their states asked for
 */
export let plan: usize = 0;
/** Room for the adapters of the last layers, and the highest rank they may have. */
let adapters: usize = 0;
let adapterLayers: i32 = 0;
export let mostRank: i32 = 0;
/** [S][3][mostRank] f32: inputs of a token on their way through adapters */
export let lows: usize = 0;

let firstLayer: usize = 0;
let layerBytes: usize = 0;
let qkvBytes: usize = 0;
let outputBytes: usize = 0;
let gateUpBytes: usize = 0;
let downBytes: usize = 0;

/** Slots that lie together, so that keys which are read one after the other are near each other. */
export const PAGE_SLOTS: i32 = 64;
/** Keys and values: [page][layer][2][PAGE_SLOTS][keyValueHeads * headDim] f32; the memory grows behind it. */
export let cache: usize = 0;
export let pageBytes: usize = 0;
export let cacheWidth: i32 = 0;
/** Bytes from a key to its value. */
export let valuesBehind: usize = 0;

let end: usize = 0;

function take(bytes: usize): usize {
  const place = end;
  end += (bytes + 63) & ~63;
  return place;
}

/** Bytes of the packed weights of a matrix, and of the flags of its groups. */
function matrixBytes(rows: i32, columns: i32): usize {
  const groups = <usize>(rows / GROUP);
  return groups * <usize>(columns / BLOCK) * GROUP_BLOCK_BYTES + ((groups + 63) & ~63);
}

/** Bytes of one quantised row. */
export function levelBytes(columns: i32): usize {
  // Without relaxed SIMD, levels are kept as 16-bit numbers, even and odd ones apart.
  return ASC_FEATURE_RELAXED_SIMD ? <usize>columns : <usize>columns << 1;
}

/** Bytes of the factors of all blocks of a row. */
export function factorBytes(columns: i32): usize {
  return <usize>(columns / BLOCK) * FACTORS;
}

/** How many half blocks of a row are quantised twice. */
// @ts-ignore: decorator
@inline
export function restHalves(columns: i32): i32 {
  return max(1, columns / HALF / RESTS);
}

/** Where a token's rest lies. */
// @ts-ignore: decorator
@inline
export function restOf(token: i32): usize {
  return rests + <usize>token * restBytes;
}

/** Columns of what the attention's output matrix takes, or of the state, whichever are more. */
export function narrowColumns(): i32 {
  return max(hidden, heads * headDim);
}

/**
 * Lays out the memory, and returns how many bytes it must have before the first slot of the cache.
 * features: 1 SiLU in place of GELU, 2 norms of queries and keys, 4 norms behind attention and feed-forward.
 */
export function layOut(
  layerCount: i32, hiddenSize: i32, headCount: i32, keyValueHeadCount: i32, headSize: i32, feedForwardSize: i32,
  normEpsilon: f32, features: i32, rotaries: i32, mostTokens: i32, mostContext: i32, threads: i32,
  adaptableLayers: i32, mostAdapterRank: i32,
): usize {
  layers = layerCount;
  hidden = hiddenSize;
  heads = headCount;
  keyValueHeads = keyValueHeadCount;
  headDim = headSize;
  feedForward = feedForwardSize;
  epsilon = normEpsilon;
  isSilu = (features & 1) != 0;
  hasHeadNorms = (features & 2) != 0;
  hasPostNorms = (features & 4) != 0;
  runTokens = mostTokens;
  context = (mostContext + 3) & ~3;
  adapterLayers = adaptableLayers;
  mostRank = mostAdapterRank;
  cacheWidth = keyValueHeads * headDim;
  valuesBehind = <usize>(PAGE_SLOTS * cacheWidth) << 2;
  pageBytes = <usize>(layers * 2) * valuesBehind;
  qkvBytes = matrixBytes((heads + 2 * keyValueHeads) * headDim, hidden);
  outputBytes = matrixBytes(hidden, heads * headDim);
  gateUpBytes = matrixBytes(2 * feedForward, hidden);
  downBytes = matrixBytes(hidden, feedForward);
  const S = <usize>runTokens;
  end = (__heap_base + 63) & ~63;
  arrived = take(4);
  generation = take(4);
  state = take((S * <usize>hidden) << 2);
  cosines = take((S * <usize>(rotaries * headDim)) << 1);
  sines = take((S * <usize>(rotaries * headDim)) << 1);
  slots = take(S << 2);
  listStarts = take(S << 2);
  listLengths = take(S << 2);
  // Rows of a run share no list; each has at most its context, and its own tokens.
  lists = take((S * <usize>context) << 2);
  rotaryKinds = take(<usize>layers << 2);
  windows = take(<usize>layers << 2);
  attentionScoresBytes = <usize>(5 * ((context + 15) & ~15)) << 2;
  attentionScores = take(attentionScoresBytes * <usize>threads);
  projections = take((S * <usize>((heads + 2 * keyValueHeads) * headDim)) << 2);
  mixed = take((S * <usize>(heads * headDim)) << 2);
  change = take((S * <usize>hidden) << 2);
  gated = take((S * <usize>feedForward) << 3);
  const widest = max(narrowColumns(), feedForward);
  levels = take(S * levelBytes(narrowColumns()));
  factors = take(S * factorBytes(narrowColumns()));
  wideLevels = take(S * levelBytes(feedForward));
  wideFactors = take(S * factorBytes(feedForward));
  restBytes = <usize>restHalves(widest) * (4 + FACTORS + levelBytes(HALF));
  rests = take(S * restBytes);
  restScratchFrom = <usize>widest << 2;
  rowScratchBytes = restScratchFrom + (<usize>(widest / HALF + HALF) << 2) + 64;
  rowScratch = take(rowScratchBytes * <usize>threads);
  staging = take(<usize>(widest * GROUP) << 2);
  layerBytes =
    qkvBytes + outputBytes + gateUpBytes + downBytes + ((<usize>(4 * hidden) << 2) + (<usize>(2 * headDim) << 2));
  layerBytes = (layerBytes + 63) & ~63;
  firstLayer = take(layerBytes * <usize>layers);
  plan = take(20);
  lows = take((S * <usize>(3 * mostRank)) << 2);
  adapters = take(adapterOffset(7) * <usize>adapterLayers);
  cache = take(0);
  return end;
}

// @ts-ignore: decorator
@inline
function layerAt(layer: i32): usize {
  return firstLayer + <usize>layer * layerBytes;
}

export function qkvAt(layer: i32): usize {
  return layerAt(layer);
}
export function outputAt(layer: i32): usize {
  return layerAt(layer) + qkvBytes;
}
export function gateUpAt(layer: i32): usize {
  return outputAt(layer) + outputBytes;
}
export function downAt(layer: i32): usize {
  return gateUpAt(layer) + gateUpBytes;
}
/** [4][hidden] f32: before attention, behind it, before feed-forward, behind it; then [2][headDim]: queries, keys */
export function normsAt(layer: i32): usize {
  return downAt(layer) + downBytes;
}

/** Channels in and out of an adapted matrix, numbered as in adapters.ts. */
// @ts-ignore: decorator
@inline
function adapterColumns(part: i32): i32 {
  return part == 3 ? heads * headDim : part == 6 ? feedForward : hidden;
}
// @ts-ignore: decorator
@inline
function adapterRows(part: i32): i32 {
  return part == 0 ? heads * headDim : part < 3 ? cacheWidth : part == 4 || part == 5 ? feedForward : hidden;
}

/** Bytes of a layer's adapters before those of `part`. */
function adapterOffset(part: i32): usize {
  let values = 0;
  for (let before = 0; before < part; before++) values += adapterColumns(before) + adapterRows(before);
  return <usize>(values * mostRank) << 2;
}

/** A of an adapted matrix: [rank, columns] f32 */
export function adapterPlace(layer: i32, part: i32): usize {
  return adapters + <usize>(layer - layers + adapterLayers) * adapterOffset(7) + adapterOffset(part);
}

/** B of an adapted matrix, transposed: [rank, rows] f32 */
export function adapterUpPlace(layer: i32, part: i32): usize {
  return adapterPlace(layer, part) + (<usize>(adapterColumns(part) * mostRank) << 2);
}

/** Where the keys of a slot begin in the cache of a layer. */
// @ts-ignore: decorator
@inline
export function keysAt(layer: i32, slot: i32): usize {
  const page = cache + <usize>(slot / PAGE_SLOTS) * pageBytes + <usize>(layer * 2) * valuesBehind;
  return page + (<usize>((slot % PAGE_SLOTS) * cacheWidth) << 2);
}
