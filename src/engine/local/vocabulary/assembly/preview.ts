// Preview logits of all tokens, from nibbles: byte 16 c + j of a token's part holds values 32 c + j (low nibble) and
// 32 c + 16 + j (high nibble), and
//   value = scale * (nibble - 7.5).
// The values are the weights less their mean over tokens, which changes all logits of a row by the same, and rotated.
// Where there are two looks, all tokens are looked at in the channels that tell most, and the blocks that are likeliest
// then once more in all channels.
import { exponential } from "./exponential";
import {
  BINS, BLOCK, ROWS, activations, bins, blocks, chosen, hidden, levels, masses, maxima, narrow, restLevels, restScales,
  restWeights, rowOffsets, rowScales, rowSquares, scales, sums, totals, weightRow, weights, whole,
} from "./layout";
import { rotate, scatter } from "./rotation";

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

/** Integer products of 2 tokens' nibbles with 4 rows' levels, in the first look; stored as [token][row] i32. */
// @ts-ignore: decorator
@inline
function fourRowsTwoTokens(token: i32, out: usize): void {
  const weightBytes = <usize>(narrow >> 1);
  const first0 = weights + <usize>token * weightBytes;
  const first1 = first0 + weightBytes;
  const low = i8x16.splat(15);
  let t00 = i32x4.splat(0), t01 = i32x4.splat(0), t02 = i32x4.splat(0), t03 = i32x4.splat(0);
  let t10 = i32x4.splat(0), t11 = i32x4.splat(0), t12 = i32x4.splat(0), t13 = i32x4.splat(0);
  const row0 = levels;
  const row1 = row0 + <usize>narrow;
  const row2 = row1 + <usize>narrow;
  const row3 = row2 + <usize>narrow;
  const chunks = narrow >> 5;
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

/** Integer products of 4 tokens' nibbles, which begin at `first`, with `width` levels of one row: [token] i32. */
// @ts-ignore: decorator
@inline
function oneRowFourTokens(first: usize, width: i32, row: usize): v128 {
  const weightBytes = <usize>(width >> 1);
  const low = i8x16.splat(15);
  const weights0 = first;
  const weights1 = weights0 + weightBytes;
  const weights2 = weights1 + weightBytes;
  const weights3 = weights2 + weightBytes;
  let t0 = i32x4.splat(0), t1 = i32x4.splat(0), t2 = i32x4.splat(0), t3 = i32x4.splat(0);
  const chunks = width >> 5;
  for (let begin = 0; begin < chunks; begin += CHUNKS_BEFORE_WIDENING) {
    const end = min(begin + CHUNKS_BEFORE_WIDENING, chunks);
    let s0 = i16x8.splat(0), s1 = i16x8.splat(0), s2 = i16x8.splat(0), s3 = i16x8.splat(0);
    for (let chunk = begin; chunk < end; chunk++) {
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
  memory.fill(levels, 0, <usize>narrow << 2);
  memory.fill(restLevels, 0, <usize>(hidden - narrow) << 2);
  for (let row = 0; row < ROWS; row++) {
    if (row < count) {
      const from = activations + (<usize>(row * hidden) << 2);
      for (let i = 0; i < hidden; i++) scatter(weightRow, i, load<f32>(from + (<usize>i << 2)));
      rotate(weightRow);
    } else memory.fill(weightRow, 0, <usize>hidden << 2);
    const place = <usize>row << 2;
    makeLevels(weightRow, narrow, levels + <usize>(row * narrow), place);
    const rest = hidden - narrow;
    makeLevels(weightRow + (<usize>narrow << 2), rest, restLevels + <usize>(row * rest), place + 16);
  }
}

/** Writes the levels of `length` values, and at `place` their scale, offset and sum of squares. */
function makeLevels(values: usize, length: i32, out: usize, place: usize): void {
  let most: f32 = 0;
  let squares: f32 = 0;
  for (let i = 0; i < length; i++) {
    const value = load<f32>(values + (<usize>i << 2));
    most = max(most, abs(value));
    squares += value * value;
  }
  const inverse: f32 = most > 0 ? 127 / most : 0;
  let sum: i32 = 0;
  for (let i = 0; i < length; i++) {
    const level = <i32>nearest(load<f32>(values + (<usize>i << 2)) * inverse);
    store<i8>(out + <usize>i, <i8>level);
    sum += level;
  }
  store<f32>(rowScales + place, most / 127);
  store<f32>(rowOffsets + place, <f32>7.5 * <f32>sum);
  store<f32>(rowSquares + place, squares);
}

/** The first look of the four rows: fills maxima and masses. */
export function previewFour(): void {
  const rowScale = v128.load(rowScales);
  const rowOffset = v128.load(rowOffsets);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < BLOCK; t += 2) fourRowsTwoTokens(block * BLOCK + t, sums + <usize>(t << 4));
    reduceBlock(block, rowScale, rowOffset);
  }
}

/** The first look of the first row alone: fills maxima and masses, the same in all four lanes. */
export function previewOne(): void {
  const rowScale = v128.load32_splat(rowScales);
  const rowOffset = v128.load32_splat(rowOffsets);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < BLOCK; t += 4) {
      const products = oneRowFourTokens(weights + <usize>(block * BLOCK + t) * <usize>(narrow >> 1), narrow, levels);
      const at = sums + <usize>(t << 4);
      v128.store(at, v128.shuffle<i32>(products, products, 0, 0, 0, 0));
      v128.store(at, v128.shuffle<i32>(products, products, 1, 1, 1, 1), 16);
      v128.store(at, v128.shuffle<i32>(products, products, 2, 2, 2, 2), 32);
      v128.store(at, v128.shuffle<i32>(products, products, 3, 3, 3, 3), 48);
    }
    reduceBlock(block, rowScale, rowOffset);
  }
}

/** Preview logits of 4 tokens and one of the four rows, in all channels. */
// @ts-ignore: decorator
@inline
function fourLogits(token: i32, row: i32): v128 {
  const place = <usize>row << 2;
  const at = <usize>token << 2;
  const first = weights + <usize>token * <usize>(narrow >> 1);
  const products = f32x4.convert_i32x4_s(oneRowFourTokens(first, narrow, levels + <usize>(row * narrow)));
  const scaled = f32x4.mul(f32x4.sub(products, v128.load32_splat(rowOffsets + place)), v128.load32_splat(rowScales + place));
  const logits = f32x4.mul(scaled, v128.load(scales + at));
  const rest = hidden - narrow;
  if (rest == 0) return logits;
  const others = restWeights + <usize>token * <usize>(rest >> 1);
  const more = f32x4.convert_i32x4_s(oneRowFourTokens(others, rest, restLevels + <usize>(row * rest)));
  const offset = v128.load32_splat(rowOffsets + place, 16);
  const added = f32x4.mul(f32x4.sub(more, offset), v128.load32_splat(rowScales + place, 16));
  return f32x4.add(logits, f32x4.mul(added, v128.load(restScales + at)));
}

/** The bin of a block's largest logit: how far it is below the row's. */
// @ts-ignore: decorator
@inline
function binOf(block: i32, lane: usize, most: f32): i32 {
  const below = (most - load<f32>(maxima + (<usize>block << 4) + lane)) * 32;
  return <i32>min<f32>(below, <f32>(BINS - 1));
}

/**
 * Fills chosen with the blocks of one of the four rows whose largest logits of the first look are largest: about `count`,
 * as whole bins have it. Returns how many there are.
 */
export function choose(row: i32, count: i32): i32 {
  const lane = <usize>row << 2;
  let most: f32 = -Infinity;
  for (let block = 0; block < blocks; block++) most = max(most, load<f32>(maxima + (<usize>block << 4) + lane));
  memory.fill(bins, 0, <usize>BINS << 2);
  for (let block = 0; block < blocks; block++) {
    const bin = bins + (<usize>binOf(block, lane, most) << 2);
    store<i32>(bin, load<i32>(bin) + 1);
  }
  let last = 0;
  for (let found = load<i32>(bins); found < count && last < BINS - 1; found += load<i32>(bins + (<usize>last << 2))) last += 1;
  let found = 0;
  for (let block = 0; block < blocks; block++) {
    if (binOf(block, lane, most) > last) continue;
    store<i32>(chosen + (<usize>found << 2), block);
    found += 1;
  }
  return found;
}

/**
 * The second look: makes maxima and masses of the first `count` of chosen in all channels, of one of the four rows.
 * factor: what their masses are multiplied by
 */
export function lookAgain(row: i32, count: i32, factor: f32): void {
  const lane = <usize>row << 2;
  for (let i = 0; i < count; i++) {
    const block = load<i32>(chosen + (<usize>i << 2));
    let largest = f32x4.splat(-Infinity);
    for (let t = 0; t < BLOCK; t += 4) {
      const logits = fourLogits(block * BLOCK + t, row);
      v128.store(sums + (<usize>t << 2), logits);
      largest = f32x4.max(largest, logits);
    }
    const most = max(
      max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
      max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
    );
    let mass = f32x4.splat(0);
    for (let t: usize = 0; t < <usize>BLOCK << 2; t += 16) {
      mass = f32x4.add(mass, exponential(f32x4.sub(v128.load(sums + t), f32x4.splat(most))));
    }
    const at = (<usize>block << 4) + lane;
    store<f32>(maxima + at, most);
    const sum = f32x4.extract_lane(mass, 0) + f32x4.extract_lane(mass, 1) + f32x4.extract_lane(mass, 2) + f32x4.extract_lane(mass, 3);
    store<f32>(masses + at, factor * sum);
  }
}

/** Fills whole with the preview logits of one of the four rows, in all channels. */
export function previewWhole(row: i32): void {
  for (let token = 0; token < blocks * BLOCK; token += 4) v128.store(whole + (<usize>token << 2), fourLogits(token, row));
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
