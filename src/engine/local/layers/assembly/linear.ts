// The product of quantised activations with packed weights.
//
// Weights: for each group of 8 output channels and each block of 32 input channels, 8 steps of 4 input channels, each
// 32 bytes: 4 levels of each output channel; then two numbers (f32) for each output channel. What they say depends on
// the group (see packing.ts):
//   weight = minimum + scale * level, or weight = scale of the half block * (level - 32).
// Activations: signed bytes with a scale for each block, of which each half takes a whole multiple (finer than
// llama.cpp's Q8_1, and as cheap: the multiple rides on the product that widens sums from 16 to 32 bits), so that
//   sum of weight * x = xScale * scale * (sum of multiple * level * xLevel) + minimum * (sum of xScale * multiple *
// xLevel). Integers are exact, and each row's floats are summed in the same order whatever rows run beside it.
import { multiplyAdd } from "../../vocabulary/assembly/lanes";
import {
  BLOCK, FACTORS, GROUP, GROUP_BLOCK_BYTES, factorBytes, levelBytes, restHalves, restOf,
} from "./layout";
import { BYTES, HALVES, NARROW, SCALES, SECOND } from "./packing";
import { prefetch } from "./prefetch";

/** Of a block's factors: the multiples of its halves. */
const MULTIPLES: usize = 8;

/** Weights that are prefetched at once, in bytes: what stays in the cache until all rows have had them. */
const PREFETCHED: usize = 48 * 1024;

/** Bytes that 4 levels of an activation take. */
const STEP: usize = ASC_FEATURE_RELAXED_SIMD ? 4 : 8;

/** [4 channels x 2] sums of 2 products each; relaxed SIMD only. x: 4 levels of the activation, four times */
// @ts-ignore: decorator
@inline
function pairs(w: v128, x: v128): v128 {
  return i16x8.relaxed_dot_i8x16_i7x16_s(x, w);
}

/** Sums of neighbours times the half block's multiple. multiple: [8] of 16 bits */
// @ts-ignore: decorator
@inline
function widen(sums: v128, multiple: v128): v128 {
  return i32x4.dot_i16x8_s(sums, multiple);
}

/** [4 channels] sums of 4 products, without relaxed SIMD. even, odd: levels of the activation */
// @ts-ignore: decorator
@inline
function fourProducts(w: v128, even: v128, odd: v128): v128 {
  const sums = i32x4.dot_i16x8_s(even, v128.and(w, i16x8.splat(0xff)));
  return i32x4.add(sums, i32x4.dot_i16x8_s(odd, i16x8.shr_u(w, 8)));
}

/** [4 channels] sums of 16 products, added up in 16 bits; relaxed SIMD only. */
// @ts-ignore: decorator
@inline
function fourPairs(w0: v128, w1: v128, w2: v128, w3: v128, x0: v128, x1: v128, x2: v128, x3: v128, multiple: v128): v128 {
  const sums = i16x8.add(i16x8.add(pairs(w0, x0), pairs(w1, x1)), pairs(w2, x2));
  return widen(i16x8.add(sums, pairs(w3, x3)), multiple);
}

// @ts-ignore: decorator
@inline
function lowBits(bytes: v128): v128 {
  return v128.and(bytes, i8x16.splat(15));
}

// @ts-ignore: decorator
@inline
function highBits(bytes: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
}

// @ts-ignore: decorator
@inline
function relaxedHalf(
  kind: u8, w0: v128, w1: v128, w2: v128, w3: v128, x0: v128, x1: v128, x2: v128, x3: v128,
  multiple: v128,
): v128 {
  if (kind == NARROW) return fourPairs(w0, w1, w2, w3, x0, x1, x2, x3, multiple);
  if (kind == HALVES) {
    const sums = widen(i16x8.add(pairs(w0, x0), pairs(w1, x1)), multiple);
    return i32x4.add(sums, widen(i16x8.add(pairs(w2, x2), pairs(w3, x3)), multiple));
  }
  const low = fourPairs(lowBits(w0), lowBits(w1), lowBits(w2), lowBits(w3), x0, x1, x2, x3, multiple);
  const high = fourPairs(highBits(w0), highBits(w1), highBits(w2), highBits(w3), x0, x1, x2, x3, multiple);
  return i32x4.add(low, i32x4.shl(high, 4));
}

/**
 * [4 channels] sums of the products of a half block: 4 vectors of weights, where 16 levels of the activation lie, and
 * where the half's multiple
 */
// @ts-ignore: decorator
@inline
function halfBlock(kind: u8, w0: v128, w1: v128, w2: v128, w3: v128, x: usize, multiple: usize): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    // Two from the memory and two from a register: processors do as many of one as of the other.
    const all = v128.load(x);
    const x0 = v128.shuffle<i32>(all, all, 0, 0, 0, 0), x1 = v128.shuffle<i32>(all, all, 1, 1, 1, 1);
    const x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
    return relaxedHalf(kind, w0, w1, w2, w3, x0, x1, x2, x3, v128.load32_splat(multiple));
  }
  const a = fourProducts(w0, v128.load32_splat(x), v128.load32_splat(x, 4));
  const b = fourProducts(w1, v128.load32_splat(x, 8), v128.load32_splat(x, 12));
  const c = fourProducts(w2, v128.load32_splat(x, 16), v128.load32_splat(x, 20));
  const d = fourProducts(w3, v128.load32_splat(x, 24), v128.load32_splat(x, 28));
  const times = i32x4.extend_low_i16x8_s(v128.load32_splat(multiple));
  return i32x4.mul(i32x4.add(i32x4.add(a, b), i32x4.add(c, d)), times);
}

/**
 * Adds a block's share to the sums of 4 channels. a, b: products of its halves; first, second: the two numbers of each
 * channel; factor: where the block's factors lie
 */
// @ts-ignore: decorator
@inline
function addBlock(kind: u8, sums: v128, a: v128, b: v128, first: v128, second: v128, factor: usize): v128 {
  const scale = v128.load32_splat(factor);
  if (kind == HALVES) {
    const one = f32x4.convert_i32x4_s(i32x4.sub(a, v128.load32_splat(factor, 16)));
    const other = f32x4.convert_i32x4_s(i32x4.sub(b, v128.load32_splat(factor, 20)));
    return multiplyAdd(other, f32x4.mul(second, scale), multiplyAdd(one, f32x4.mul(first, scale), sums));
  }
  const both = f32x4.convert_i32x4_s(i32x4.add(a, b));
  return multiplyAdd(second, v128.load32_splat(factor, 4), multiplyAdd(both, f32x4.mul(first, scale), sums));
}

/** addBlock, of 4 channels whose weights begin at `w` and a block of a row whose products with them are a and b. */
// @ts-ignore: decorator
@inline
function addBlockAt(kind: u8, sums: v128, a: v128, b: v128, w: usize, factors: usize): v128 {
  return addBlock(kind, sums, a, b, v128.load(w, SCALES), v128.load(w, SECOND), factors);
}

/** One row with a group of channels. */
// @ts-ignore: decorator
@inline
function oneRow(kind: u8, w: usize, blocks: i32, levels: usize, factors: usize, out: usize): void {
  let sumA = f32x4.splat(0), sumB = f32x4.splat(0);
  for (let block = 0; block < blocks; block++) {
    const a0 = halfOf(kind, w, levels, factors);
    const b0 = halfOf(kind, w + 16, levels, factors);
    levels += 4 * STEP;
    const a1 = halfOf(kind, w + 128, levels, factors + 4);
    const b1 = halfOf(kind, w + 144, levels, factors + 4);
    levels += 4 * STEP;
    sumA = addBlockAt(kind, sumA, a0, a1, w, factors);
    sumB = addBlockAt(kind, sumB, b0, b1, w + 16, factors);
    w += GROUP_BLOCK_BYTES;
    factors += FACTORS;
  }
  v128.store(out, sumA);
  v128.store(out, sumB, 16);
}

/** halfBlock, of 4 channels whose weights begin at `w`. */
// @ts-ignore: decorator
@inline
function halfOf(kind: u8, w: usize, levels: usize, factors: usize): v128 {
  return halfBlock(kind, v128.load(w), v128.load(w, 32), v128.load(w, 64), v128.load(w, 96), levels, factors + MULTIPLES);
}

/**
 * Adds what the levels of `rows` rows have left, in `count` half blocks of each, to their sums of a group. out: those
 * of the first
 */
// @ts-ignore: decorator
@inline
function addRests(kind: u8, w: usize, rows: i32, count: i32, out: usize, rowOut: usize): void {
  for (let row = 0; row < rows; row++) {
    let half = restOf(row);
    let factors = half + (<usize>count << 2);
    let levels = factors + <usize>count * FACTORS;
    let sumA = v128.load(out), sumB = v128.load(out, 16);
    for (let i = 0; i < count; i++) {
      const place = <usize>load<i32>(half);
      const block = w + (place >> 1) * GROUP_BLOCK_BYTES;
      const at = block + ((place & 1) << 7);
      sumA = addHalf(kind, sumA, halfOf(kind, at, levels, factors), block, place, factors);
      sumB = addHalf(kind, sumB, halfOf(kind, at + 16, levels, factors), block + 16, place, factors);
      half += 4;
      factors += FACTORS;
      levels += 4 * STEP;
    }
    v128.store(out, sumA);
    v128.store(out, sumB, 16);
    out += rowOut;
  }
}

/**
 * Adds a half block's share to the sums of 4 channels, whose weights of the block begin at `w`. products: of its levels
 */
// @ts-ignore: decorator
@inline
function addHalf(kind: u8, sums: v128, products: v128, w: usize, half: usize, factor: usize): v128 {
  const scale = v128.load32_splat(factor);
  if (kind == HALVES) {
    const own = v128.load(w + ((half & 1) << 5), SCALES);
    const levels = f32x4.convert_i32x4_s(i32x4.sub(products, v128.load32_splat(factor, 16)));
    return multiplyAdd(levels, f32x4.mul(own, scale), sums);
  }
  const levels = f32x4.convert_i32x4_s(products);
  const withMinimum = multiplyAdd(v128.load(w, SECOND), v128.load32_splat(factor, 4), sums);
  return multiplyAdd(levels, f32x4.mul(v128.load(w, SCALES), scale), withMinimum);
}

/**
 * Four rows with 4 of the channels of a group, which begin at `w`. Their scales stand behind the levels at the same
 * distance.
 */
// @ts-ignore: decorator
@inline
function fourRows(
  kind: u8, w: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize,
  rowOut: usize,
): void {
  let x0 = levels, x1 = x0 + rowLevels, x2 = x1 + rowLevels, x3 = x2 + rowLevels;
  let f0 = factors, f1 = f0 + rowFactors, f2 = f1 + rowFactors, f3 = f2 + rowFactors;
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0), sum2 = f32x4.splat(0), sum3 = f32x4.splat(0);
  for (let block = 0; block < blocks; block++) {
    let w0 = v128.load(w), w1 = v128.load(w, 32), w2 = v128.load(w, 64), w3 = v128.load(w, 96);
    const a0 = halfBlock(kind, w0, w1, w2, w3, x0, f0 + MULTIPLES);
    const a1 = halfBlock(kind, w0, w1, w2, w3, x1, f1 + MULTIPLES);
    const a2 = halfBlock(kind, w0, w1, w2, w3, x2, f2 + MULTIPLES);
    const a3 = halfBlock(kind, w0, w1, w2, w3, x3, f3 + MULTIPLES);
    w0 = v128.load(w, 128), w1 = v128.load(w, 160), w2 = v128.load(w, 192), w3 = v128.load(w, 224);
    const b0 = halfBlock(kind, w0, w1, w2, w3, x0 + 4 * STEP, f0 + MULTIPLES + 4);
    const b1 = halfBlock(kind, w0, w1, w2, w3, x1 + 4 * STEP, f1 + MULTIPLES + 4);
    const b2 = halfBlock(kind, w0, w1, w2, w3, x2 + 4 * STEP, f2 + MULTIPLES + 4);
    const b3 = halfBlock(kind, w0, w1, w2, w3, x3 + 4 * STEP, f3 + MULTIPLES + 4);
    const first = v128.load(w, SCALES);
    const second = v128.load(w, SECOND);
    sum0 = addBlock(kind, sum0, a0, b0, first, second, f0);
    sum1 = addBlock(kind, sum1, a1, b1, first, second, f1);
    sum2 = addBlock(kind, sum2, a2, b2, first, second, f2);
    sum3 = addBlock(kind, sum3, a3, b3, first, second, f3);
    w += GROUP_BLOCK_BYTES;
    x0 += 8 * STEP, x1 += 8 * STEP, x2 += 8 * STEP, x3 += 8 * STEP;
    f0 += FACTORS, f1 += FACTORS, f2 += FACTORS, f3 += FACTORS;
  }
  v128.store(out, sum0);
  v128.store(out + rowOut, sum1);
  v128.store(out + (rowOut << 1), sum2);
  v128.store(out + rowOut * 3, sum3);
}

// A function for each kind: one for all would be so large that the browser's compiler does it badly.
function fourRowsNarrow(
  w: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize, rowOut: usize,
): void {
  fourRows(NARROW, w, blocks, levels, rowLevels, factors, rowFactors, out, rowOut);
}
function fourRowsHalves(
  w: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize, rowOut: usize,
): void {
  fourRows(HALVES, w, blocks, levels, rowLevels, factors, rowFactors, out, rowOut);
}
function fourRowsBytes(
  w: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize, rowOut: usize,
): void {
  fourRows(BYTES, w, blocks, levels, rowLevels, factors, rowFactors, out, rowOut);
}

function addRestsNarrow(w: usize, rows: i32, count: i32, out: usize, rowOut: usize): void {
  addRests(NARROW, w, rows, count, out, rowOut);
}
function addRestsHalves(w: usize, rows: i32, count: i32, out: usize, rowOut: usize): void {
  addRests(HALVES, w, rows, count, out, rowOut);
}
function addRestsBytes(w: usize, rows: i32, count: i32, out: usize, rowOut: usize): void {
  addRests(BYTES, w, rows, count, out, rowOut);
}

/**
 * Multiplies `rows` quantised rows, and their rests, by some groups of a packed matrix.
 * weights: of the whole matrix, `groups` groups; out: [rows][groups * 8] f32
 */
export function multiply(
  weights: usize, groups: i32, columns: i32, firstGroup: i32, endGroup: i32, rows: i32, levels: usize, factors: usize,
  out: usize,
): void {
  const restCount = restHalves(columns);
  const blocks = columns / BLOCK;
  const groupBytes = <usize>blocks * GROUP_BLOCK_BYTES;
  const near = max(1, <i32>(PREFETCHED / groupBytes));
  const kinds = weights + <usize>groups * groupBytes;
  const rowLevels = levelBytes(columns);
  const rowFactors = factorBytes(columns);
  const rowOut = <usize>(groups * GROUP) << 2;
  for (let group = firstGroup; group < endGroup; group++) {
    const w = weights + <usize>group * groupBytes;
    const kind = load<u8>(kinds + <usize>group);
    // Fewer rows take weights about as fast as the memory gives them.
    if (rows >= 4 && (group - firstGroup) % near == 0) prefetch(w, <usize>min(near, endGroup - group) * groupBytes);
    let o = out + (<usize>(group * GROUP) << 2);
    let x = levels;
    let f = factors;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      for (let four: usize = 0; four < 32; four += 16) {
        if (kind == NARROW) fourRowsNarrow(w + four, blocks, x, rowLevels, f, rowFactors, o + four, rowOut);
        else if (kind == HALVES) fourRowsHalves(w + four, blocks, x, rowLevels, f, rowFactors, o + four, rowOut);
        else fourRowsBytes(w + four, blocks, x, rowLevels, f, rowFactors, o + four, rowOut);
      }
      x += rowLevels << 2;
      f += rowFactors << 2;
      o += rowOut << 2;
    }
    for (; row < rows; row++) {
      if (kind == NARROW) oneRow(NARROW, w, blocks, x, f, o);
      else if (kind == HALVES) oneRow(HALVES, w, blocks, x, f, o);
      else oneRow(BYTES, w, blocks, x, f, o);
      x += rowLevels;
      f += rowFactors;
      o += rowOut;
    }
    const sums = out + (<usize>(group * GROUP) << 2);
    if (kind == NARROW) addRestsNarrow(w, rows, restCount, sums, rowOut);
    else if (kind == HALVES) addRestsHalves(w, rows, restCount, sums, rowOut);
    else addRestsBytes(w, rows, restCount, sums, rowOut);
  }
}
