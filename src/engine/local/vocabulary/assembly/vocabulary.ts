// AssemblyScript (see scripts/kernels.ts): the product of hidden states with a large vocabulary, in SIMD WebAssembly.
//
// Letters: H hidden size, a whole number of 32; V tokens of this shard, a whole number of blocks. Rows of activations
// are taken four at a time. A token's exact row is GGUF's Q8_0: H/32 blocks of a half-precision scale and 32 signed
// bytes. Its preview row is H/2 bytes of nibbles, where byte 16 c + j holds values 32 c + j (low nibble) and
// 32 c + 16 + j (high nibble), and
//   value = scale * (nibble - 7.5).
// The values are the weights less their mean over tokens, which changes all logits of a row by the same, and rotated:
// a rotation of weights and activations changes no product, but spreads what is large in a few channels over all, so
// that four bits lose less. Source: QuaRot, Ashkboos et al. 2024, https://arxiv.org/abs/2404.00456

import { exponential } from "./exponential";

/** Tokens whose preview logits are summed up together. */
export const BLOCK: i32 = 16;
/** Most tokens that are scored exactly in one call. */
export const EXACT: i32 = 4096;
const Q8_BLOCK_BYTES: usize = 34;

let hidden: i32 = 0;
let blocks: i32 = 0;

// Where everything lies, in bytes.
/** Q8_0 rows: of all V tokens, or of those that are wanted now */
export let rows: usize = 0;
/** [V][H / 2] nibbles */
export let weights: usize = 0;
/** [V] f32: scale of each token's nibbles */
export let scales: usize = 0;
/** [H] f32: mean of the weights over tokens */
export let center: usize = 0;
/** [4][H] f32: activations as they are */
export let activations: usize = 0;
/** [4][H] i8: rotated activations divided by their row's scale */
let levels: usize = 0;
/** [4] f32 each: preview logit = scale * rowScale * (product of integers - rowOffset) */
let rowScales: usize = 0;
let rowOffsets: usize = 0;
/** [H] f32: 1 or -1 */
let signs: usize = 0;
/** [H] i32: where the rotation puts each channel */
let places: usize = 0;
let rotated: i32 = 0;
/** Sum over tokens made of the mean squared error of their values */
export let squaredErrors: f64 = 0;
/** [blocks][4] f32: largest preview logit of each block */
export let maxima: usize = 0;
/** [blocks][4] f32: sum over each block of exp(preview logit - largest) */
export let masses: usize = 0;
/** [EXACT] i32: exact rows to multiply with */
export let wantedRows: usize = 0;
/** [EXACT] f32: their logits */
export let logits: usize = 0;
/** [4] f32: in and out of totalMass */
export let totals: usize = 0;
/** [V] f32: preview logits of one row. */
export let whole: usize = 0;
let sums: usize = 0;
let weightRow: usize = 0;
let end: usize = 0;

function take(bytes: usize): usize {
  const place = end;
  end += (bytes + 63) & ~63;
  return place;
}

/** Lays out the memory for a shard with room for `rowBlocks` blocks of exact rows. Returns how many bytes it must have. */
export function layOut(tokenBlocks: i32, hiddenSize: i32, rowBlocks: i32): usize {
  hidden = hiddenSize;
  blocks = tokenBlocks;
  const tokens = <usize>(blocks * BLOCK);
  const width = <usize>hidden;
  end = 64;
  rows = take(<usize>(rowBlocks * BLOCK) * (width >> 5) * Q8_BLOCK_BYTES);
  weights = take((tokens * width) >> 1);
  scales = take(tokens << 2);
  center = take(width << 2);
  signs = take(width << 2);
  places = take(width << 2);
  activations = take(width << 4);
  levels = take(width << 2);
  rowScales = take(16);
  rowOffsets = take(16);
  maxima = take(<usize>blocks << 4);
  masses = take(<usize>blocks << 4);
  whole = take(tokens << 2);
  wantedRows = take(<usize>EXACT << 2);
  logits = take(<usize>EXACT << 2);
  totals = take(16);
  sums = take(<usize>BLOCK << 4);
  weightRow = take(width << 2);
  return end;
}

/** Knuth's multiplicative hash: the highest bit is as good as random. */
const HASH: u32 = 2654435761;

/** Must be called once after layOut, when the memory is there. */
export function start(): void {
  rotated = 32;
  while (rotated < MOST_ROTATED && hidden % (rotated << 1) == 0) rotated <<= 1;
  const parts = hidden / rotated;
  for (let i = 0; i < hidden; i++) {
    store<f32>(signs + (<usize>i << 2), ((<u32>i + 1) * HASH) >> 31 ? -1 : 1);
    // Neighbouring channels go to different parts, so that each part mixes channels from everywhere.
    store<i32>(places + (<usize>i << 2), (i % parts) * rotated + i / parts);
  }
}

/** Channels that are mixed with each other at most. */
const MOST_ROTATED: i32 = 256;

/** Hadamard transform in place of `rotated` values, times 1 / sqrt(rotated): a rotation. */
function hadamard(from: usize): void {
  const bytes = <usize>rotated << 2;
  for (let length = bytes >> 1; length >= 16; length >>= 1) {
    for (let start: usize = 0; start < bytes; start += length << 1) {
      for (let i: usize = 0; i < length; i += 16) {
        const at = from + start + i;
        const a = v128.load(at);
        const b = v128.load(at + length);
        v128.store(at, f32x4.add(a, b));
        v128.store(at + length, f32x4.sub(a, b));
      }
    }
  }
  const norm = f32x4.splat(1 / sqrt<f32>(<f32>rotated));
  const half: v128 = f32x4(1, 1, -1, -1);
  const odd: v128 = f32x4(1, -1, 1, -1);
  for (let at = from; at < from + bytes; at += 16) {
    let a = v128.load(at);
    a = f32x4.add(v128.shuffle<i32>(a, a, 2, 3, 0, 1), f32x4.mul(a, half));
    a = f32x4.add(v128.shuffle<i32>(a, a, 1, 0, 3, 2), f32x4.mul(a, odd));
    v128.store(at, f32x4.mul(a, norm));
  }
}

/** Rotates H values that scatter has put in place. */
function rotate(row: usize): void {
  for (let part = 0; part < hidden; part += rotated) hadamard(row + (<usize>part << 2));
}

// @ts-ignore: decorator
@inline
function scatter(row: usize, channel: i32, value: f32): void {
  const at = <usize>channel << 2;
  store<f32>(row + (<usize>load<i32>(places + at) << 2), value * load<f32>(signs + at));
}

// @ts-ignore: decorator
@inline
function half(pointer: usize): f32 {
  const bits = <u32>load<u16>(pointer);
  // Shifted into place, a half is a float that is 2^112 too small; this also holds for subnormal halves.
  const size = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return bits & 0x8000 ? -size : size;
}

/** [i16x8] sums of neighbouring products of signed bytes with nibbles (0 to 15). */
// @ts-ignore: decorator
@inline
function products(sum: v128, activation: v128, nibbles: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    return i16x8.add(sum, i16x8.relaxed_dot_i8x16_i7x16_s(activation, nibbles));
  }
  // Even and odd bytes apart; the same sums, since nothing here can overflow.
  const evenActivation = i16x8.shr_s(i16x8.shl(activation, 8), 8);
  const evenNibble = v128.and(nibbles, i16x8.splat(0xff));
  const oddActivation = i16x8.shr_s(activation, 8);
  const oddNibble = i16x8.shr_u(nibbles, 8);
  const even = i16x8.mul(evenActivation, evenNibble);
  return i16x8.add(i16x8.add(sum, even), i16x8.mul(oddActivation, oddNibble));
}

// @ts-ignore: decorator
@inline
function widened(total: v128, sums: v128): v128 {
  return i32x4.add(total, i32x4.extadd_pairwise_i16x8_s(sums));
}

/** [sum of a, sum of b, sum of c, sum of d] */
// @ts-ignore: decorator
@inline
function lanesSummed(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/** What sixteen bits hold: 4 chunks are 8 sums of at most 2 * 127 * 15 each. */
const CHUNKS_BEFORE_WIDENING: i32 = 4;

/** Integer products of 2 tokens' nibbles with 4 rows' levels; stored as [token][row] i32. */
// @ts-ignore: decorator
@inline
function fourRowsTwoTokens(token: i32, out: usize): void {
  const weightBytes = <usize>(hidden >> 1);
  const first0 = weights + <usize>token * weightBytes;
  const first1 = first0 + weightBytes;
  const low = i8x16.splat(15);
  let t00 = i32x4.splat(0), t01 = i32x4.splat(0), t02 = i32x4.splat(0), t03 = i32x4.splat(0);
  let t10 = i32x4.splat(0), t11 = i32x4.splat(0), t12 = i32x4.splat(0), t13 = i32x4.splat(0);
  const row0 = levels;
  const row1 = row0 + <usize>hidden;
  const row2 = row1 + <usize>hidden;
  const row3 = row2 + <usize>hidden;
  const chunks = hidden >> 5;
  for (let first = 0; first < chunks; first += CHUNKS_BEFORE_WIDENING) {
    const end = min(first + CHUNKS_BEFORE_WIDENING, chunks);
    let s00 = i16x8.splat(0), s01 = i16x8.splat(0), s02 = i16x8.splat(0), s03 = i16x8.splat(0);
    let s10 = i16x8.splat(0), s11 = i16x8.splat(0), s12 = i16x8.splat(0), s13 = i16x8.splat(0);
    for (let chunk = first; chunk < end; chunk++) {
      const at = <usize>(chunk << 4);
      const place = <usize>(chunk << 5);
      const both0 = v128.load(first0 + at);
      const both1 = v128.load(first1 + at);
      let w0 = v128.and(both0, low);
      let w1 = v128.and(both1, low);
      let a = v128.load(row0 + place);
      s00 = products(s00, a, w0);
      s10 = products(s10, a, w1);
      a = v128.load(row1 + place);
      s01 = products(s01, a, w0);
      s11 = products(s11, a, w1);
      a = v128.load(row2 + place);
      s02 = products(s02, a, w0);
      s12 = products(s12, a, w1);
      a = v128.load(row3 + place);
      s03 = products(s03, a, w0);
      s13 = products(s13, a, w1);
      w0 = i8x16.shr_u(both0, 4);
      w1 = i8x16.shr_u(both1, 4);
      a = v128.load(row0 + place, 16);
      s00 = products(s00, a, w0);
      s10 = products(s10, a, w1);
      a = v128.load(row1 + place, 16);
      s01 = products(s01, a, w0);
      s11 = products(s11, a, w1);
      a = v128.load(row2 + place, 16);
      s02 = products(s02, a, w0);
      s12 = products(s12, a, w1);
      a = v128.load(row3 + place, 16);
      s03 = products(s03, a, w0);
      s13 = products(s13, a, w1);
    }
    t00 = widened(t00, s00);
    t01 = widened(t01, s01);
    t02 = widened(t02, s02);
    t03 = widened(t03, s03);
    t10 = widened(t10, s10);
    t11 = widened(t11, s11);
    t12 = widened(t12, s12);
    t13 = widened(t13, s13);
  }
  v128.store(out, lanesSummed(t00, t01, t02, t03));
  v128.store(out, lanesSummed(t10, t11, t12, t13), 16);
}

/** Integer products of 4 tokens' nibbles with the levels of one row: [token] i32. */
// @ts-ignore: decorator
@inline
function oneRowFourTokens(token: i32, row: usize): v128 {
  const weightBytes = <usize>(hidden >> 1);
  const low = i8x16.splat(15);
  const weights0 = weights + <usize>token * weightBytes;
  const weights1 = weights0 + weightBytes;
  const weights2 = weights1 + weightBytes;
  const weights3 = weights2 + weightBytes;
  let t0 = i32x4.splat(0), t1 = i32x4.splat(0), t2 = i32x4.splat(0), t3 = i32x4.splat(0);
  const chunks = hidden >> 5;
  for (let first = 0; first < chunks; first += CHUNKS_BEFORE_WIDENING) {
    const end = min(first + CHUNKS_BEFORE_WIDENING, chunks);
    let s0 = i16x8.splat(0), s1 = i16x8.splat(0), s2 = i16x8.splat(0), s3 = i16x8.splat(0);
    for (let chunk = first; chunk < end; chunk++) {
      const at = <usize>(chunk << 4);
      const place = <usize>(chunk << 5);
      const a = v128.load(row + place);
      const b = v128.load(row + place, 16);
      let both = v128.load(weights0 + at);
      s0 = products(products(s0, a, v128.and(both, low)), b, i8x16.shr_u(both, 4));
      both = v128.load(weights1 + at);
      s1 = products(products(s1, a, v128.and(both, low)), b, i8x16.shr_u(both, 4));
      both = v128.load(weights2 + at);
      s2 = products(products(s2, a, v128.and(both, low)), b, i8x16.shr_u(both, 4));
      both = v128.load(weights3 + at);
      s3 = products(products(s3, a, v128.and(both, low)), b, i8x16.shr_u(both, 4));
    }
    t0 = widened(t0, s0);
    t1 = widened(t1, s1);
    t2 = widened(t2, s2);
    t3 = widened(t3, s3);
  }
  return lanesSummed(t0, t1, t2, t3);
}

/** Makes a block's largest logit and mass from its integer products, which stand in sums as [BLOCK][4]. */
// @ts-ignore: decorator
@inline
function reduceBlock(block: i32, rowScale: v128, rowOffset: v128): void {
  const blockScales = scales + <usize>(block * BLOCK * 4);
  let largest = f32x4.splat(-Infinity);
  for (let t: usize = 0; t < <usize>BLOCK; t++) {
    const at = sums + (t << 4);
    const product = f32x4.sub(f32x4.convert_i32x4_s(v128.load(at)), rowOffset);
    const logit = f32x4.mul(f32x4.mul(product, rowScale), v128.load32_splat(blockScales + (t << 2)));
    v128.store(at, logit);
    largest = f32x4.max(largest, logit);
  }
  let mass = f32x4.splat(0);
  for (let t: usize = 0; t < <usize>BLOCK; t++) {
    mass = f32x4.add(mass, exponential(f32x4.sub(v128.load(sums + (t << 4)), largest)));
  }
  v128.store(maxima + (<usize>block << 4), largest);
  v128.store(masses + (<usize>block << 4), mass);
}

/** Makes levels of the first `count` rows of activations; the others count as zeros. */
export function prepareRows(count: i32): void {
  memory.fill(levels, 0, <usize>hidden << 2);
  for (let row = 0; row < 4; row++) {
    let most: f32 = 0;
    let sum: i32 = 0;
    if (row < count) {
      const from = activations + (<usize>(row * hidden) << 2);
      for (let i = 0; i < hidden; i++) scatter(weightRow, i, load<f32>(from + (<usize>i << 2)));
      rotate(weightRow);
      for (let i = 0; i < hidden; i++) most = max(most, abs(load<f32>(weightRow + (<usize>i << 2))));
      const inverse: f32 = most > 0 ? 127 / most : 0;
      for (let i = 0; i < hidden; i++) {
        const level = <i32>nearest(load<f32>(weightRow + (<usize>i << 2)) * inverse);
        store<i8>(levels + <usize>(row * hidden + i), <i8>level);
        sum += level;
      }
    }
    store<f32>(rowScales + (<usize>row << 2), most / 127);
    store<f32>(rowOffsets + (<usize>row << 2), <f32>7.5 * <f32>sum);
  }
}

/** Fills maxima and masses for the four rows. */
export function previewFour(): void {
  const rowScale = v128.load(rowScales);
  const rowOffset = v128.load(rowOffsets);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < BLOCK; t += 2) fourRowsTwoTokens(block * BLOCK + t, sums + <usize>(t << 4));
    reduceBlock(block, rowScale, rowOffset);
  }
}

/** Fills maxima and masses for the first row, the same in all four lanes. */
export function previewOne(): void {
  const rowScale = v128.load32_splat(rowScales);
  const rowOffset = v128.load32_splat(rowOffsets);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < BLOCK; t += 4) {
      const products = oneRowFourTokens(block * BLOCK + t, levels);
      const at = sums + <usize>(t << 4);
      v128.store(at, v128.shuffle<i32>(products, products, 0, 0, 0, 0));
      v128.store(at, v128.shuffle<i32>(products, products, 1, 1, 1, 1), 16);
      v128.store(at, v128.shuffle<i32>(products, products, 2, 2, 2, 2), 32);
      v128.store(at, v128.shuffle<i32>(products, products, 3, 3, 3, 3), 48);
    }
    reduceBlock(block, rowScale, rowOffset);
  }
}

/** Fills whole with the preview logits of one of the four rows. */
export function previewWhole(row: i32): void {
  const rowScale = v128.load32_splat(rowScales + <usize>(row << 2));
  const rowOffset = v128.load32_splat(rowOffsets + <usize>(row << 2));
  for (let token = 0; token < blocks * BLOCK; token += 4) {
    const products = f32x4.convert_i32x4_s(oneRowFourTokens(token, levels + <usize>(row * hidden)));
    const at = <usize>(token << 2);
    const scaled = f32x4.mul(f32x4.sub(products, rowOffset), rowScale);
    v128.store(whole + at, f32x4.mul(scaled, v128.load(scales + at)));
  }
}

/**
 * Sum over blocks of mass * exp(maximum - shift) for the four rows. totals: the shifts, no smaller than any of their
 * row's maxima whose mass is not 0; replaced by the sums.
 */
export function totalMass(): void {
  const shift = v128.load(totals);
  let total = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>blocks << 4; at += 16) {
    const size = exponential(f32x4.sub(v128.load(maxima + at), shift));
    total = f32x4.add(total, f32x4.mul(v128.load(masses + at), size));
  }
  v128.store(totals, total);
}

// @ts-ignore: decorator
@inline
function fourWeights(bytes: v128, activation: usize, sum: v128): v128 {
  return f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(bytes), v128.load(activation)));
}

/** Exact logit of one token. row: its Q8_0 blocks; activation: [H] f32. */
// @ts-ignore: decorator
@inline
function exactLogit(row: usize, activation: usize): f32 {
  let total = f32x4.splat(0);
  for (let block = 0; block < hidden >> 5; block++) {
    const at = row + <usize>block * Q8_BLOCK_BYTES;
    const a = activation + (<usize>block << 7);
    let sum = f32x4.splat(0);
    for (let part: usize = 0; part < 2; part++) {
      const bytes = v128.load(at + 2 + (part << 4));
      const low = i16x8.extend_low_i8x16_s(bytes);
      const high = i16x8.extend_high_i8x16_s(bytes);
      const from = a + (part << 6);
      sum = fourWeights(i32x4.extend_low_i16x8_s(low), from, sum);
      sum = fourWeights(i32x4.extend_high_i16x8_s(low), from + 16, sum);
      sum = fourWeights(i32x4.extend_low_i16x8_s(high), from + 32, sum);
      sum = fourWeights(i32x4.extend_high_i16x8_s(high), from + 48, sum);
    }
    total = f32x4.add(total, f32x4.mul(sum, f32x4.splat(half(at))));
  }
  return lanesAdded(total);
}

/** Fills the first `count` of logits with one of the four rows' products with wantedRows. */
export function exactLogits(row: i32, count: i32): void {
  const rowBytes = <usize>(hidden >> 5) * Q8_BLOCK_BYTES;
  const activation = activations + (<usize>(row * hidden) << 2);
  for (let i: usize = 0; i < <usize>count; i++) {
    const weightsOfToken = rows + <usize>load<i32>(wantedRows + (i << 2)) * rowBytes;
    store<f32>(logits + (i << 2), exactLogit(weightsOfToken, activation));
  }
}

/** Step of the 16 evenly spaced levels that lose least of normally distributed weights, in standard deviations. Source: Max 1960. */
const NORMAL_STEP: f32 = 0.3352;

/** Makes the preview rows of `count` tokens from `first` on, whose exact rows lie at row `from` and behind it. */
export function makePreview(first: i32, count: i32, from: i32): void {
  const chunks = hidden >> 5;
  const rowBytes = <usize>chunks * Q8_BLOCK_BYTES;
  for (let made = 0; made < count; made++) {
    const token = <usize>(first + made);
    const row = rows + <usize>(from + made) * rowBytes;
    for (let block = 0; block < chunks; block++) {
      const at = row + <usize>block * Q8_BLOCK_BYTES;
      const scale = half(at);
      for (let i = 0; i < 32; i++) {
        const channel = (block << 5) + i;
        const weight = scale * <f32>load<i8>(at + 2 + <usize>i);
        scatter(weightRow, channel, weight - load<f32>(center + (<usize>channel << 2)));
      }
    }
    rotate(weightRow);
    let squares = f32x4.splat(0);
    let largest = f32x4.splat(0);
    for (let i: usize = 0; i < <usize>hidden << 2; i += 16) {
      const values = v128.load(weightRow + i);
      squares = f32x4.add(squares, f32x4.mul(values, values));
      largest = f32x4.max(largest, f32x4.abs(values));
    }
    const most = max(
      max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
      max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
    );
    const step = min<f32>(most / 7.5, NORMAL_STEP * sqrt<f32>(lanesAdded(squares) / <f32>hidden));
    store<f32>(scales + (token << 2), step);
    const inverse = f32x4.splat(step > 0 ? 1 / step : 0);
    const out = weights + token * <usize>(hidden >> 1);
    errors = f32x4.splat(0);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = weightRow + (<usize>chunk << 7);
      const low = nibblesOf(from, inverse);
      const high = nibblesOf(from + 64, inverse);
      v128.store(out + (<usize>chunk << 4), v128.or(low, i8x16.shl(high, 4)));
    }
    squaredErrors += <f64>lanesAdded(errors) * <f64>step * <f64>step / <f64>hidden;
  }
}

/** Squared errors of one token's values, in steps. */
let errors: v128 = i32x4.splat(0);

// @ts-ignore: decorator
@inline
function lanesAdded(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** Sixteen weights as nibbles: the nearest of the levels 0 to 15, where level n stands for n - 7.5 steps. */
// @ts-ignore: decorator
@inline
function nibblesOf(from: usize, inverse: v128): v128 {
  const a = i16x8.narrow_i32x4_s(nearestLevels(v128.load(from), inverse), nearestLevels(v128.load(from, 16), inverse));
  const b = i16x8.narrow_i32x4_s(nearestLevels(v128.load(from, 32), inverse), nearestLevels(v128.load(from, 48), inverse));
  return i8x16.narrow_i16x8_u(a, b);
}

// @ts-ignore: decorator
@inline
function nearestLevels(values: v128, inverse: v128): v128 {
  const place = f32x4.add(f32x4.mul(values, inverse), f32x4.splat(7.5));
  const level = f32x4.min(f32x4.max(f32x4.nearest(place), f32x4.splat(0)), f32x4.splat(15));
  const error = f32x4.sub(place, level);
  errors = f32x4.add(errors, f32x4.mul(error, error));
  return i32x4.trunc_sat_f32x4_s(level);
}
