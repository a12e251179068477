// The product of quantised activations with packed weights.
//
// Weights: for each group of 8 output channels and each block of 32 input channels, 8 steps of 4 input channels, each 32
// bytes: 4 levels of each output channel. Levels are 0 to 127, or to 31 in a narrow group, whose products are summed in
// 16 bits; with a scale and a minimum (f32) for each output channel,
//   weight = minimum + scale * level.
// Activations: signed bytes with a scale for each block (as llama.cpp's Q8_1), so that
//   sum of weight * x = xScale * scale * (sum of level * xLevel) + minimum * (sum of xScale * xLevel).
// Integers are exact, and each row's floats are summed in the same order whatever rows run beside it.
import { BLOCK, GROUP, GROUP_BLOCK_BYTES, factorBytes, levelBytes } from "./layout";
import { laneMax, multiplyAdd } from "./vectors";

/** Most levels of a block whose products may be summed in 16 bits: 4 pairs of 127 * 31. */
const NARROW: i32 = 31;
const WIDE: i32 = 127;
const SCALES: usize = 256;
const MINIMA: usize = 288;

/** [4 channels] sums of 4 products, of levels that are wide or narrow. x: where 4 levels of the activation lie. */
// @ts-ignore: decorator
@inline
function fourProducts(w: v128, x: usize): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    return i32x4.extadd_pairwise_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(v128.load32_splat(x), w));
  }
  const even = i32x4.dot_i16x8_s(v128.load32_splat(x), v128.and(w, i16x8.splat(0xff)));
  return i32x4.add(even, i32x4.dot_i16x8_s(v128.load32_splat(x, 4), i16x8.shr_u(w, 8)));
}

/** Bytes that 4 levels of an activation take. */
const STEP: usize = ASC_FEATURE_RELAXED_SIMD ? 4 : 8;

/** [4 channels x 2] sums of 2 products each of narrow levels; relaxed SIMD only. x: 4 levels, four times */
// @ts-ignore: decorator
@inline
function pairs(w: v128, x: v128): v128 {
  return i16x8.relaxed_dot_i8x16_i7x16_s(x, w);
}

// @ts-ignore: decorator
@inline
function widen(sums: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(sums);
}

/** Adds a block's share of 4 channels to their sums. factor: where the row's scale and sum of the block lie */
// @ts-ignore: decorator
@inline
function addBlock(sums: v128, products: v128, scale: v128, minimum: v128, factor: usize): v128 {
  const scaled = f32x4.mul(scale, v128.load32_splat(factor));
  const sum = multiplyAdd(f32x4.convert_i32x4_s(products), scaled, sums);
  return multiplyAdd(minimum, v128.load32_splat(factor, 4), sum);
}

/** Products of 4 channels with one row, of a block of narrow levels: added up in 16 bits by halves, then widened. */
// @ts-ignore: decorator
@inline
function narrowBlock(w: usize, x: usize): v128 {
  let a = pairs(v128.load(w), v128.load32_splat(x));
  let b = pairs(v128.load(w, 128), v128.load32_splat(x, 16));
  a = i16x8.add(a, pairs(v128.load(w, 32), v128.load32_splat(x, 4)));
  b = i16x8.add(b, pairs(v128.load(w, 160), v128.load32_splat(x, 20)));
  a = i16x8.add(a, pairs(v128.load(w, 64), v128.load32_splat(x, 8)));
  b = i16x8.add(b, pairs(v128.load(w, 192), v128.load32_splat(x, 24)));
  a = i16x8.add(a, pairs(v128.load(w, 96), v128.load32_splat(x, 12)));
  b = i16x8.add(b, pairs(v128.load(w, 224), v128.load32_splat(x, 28)));
  return i32x4.add(widen(a), widen(b));
}

/** One row with one group of channels. */
function rowByGroup(weights: usize, isNarrow: bool, blocks: i32, levels: usize, factors: usize, out: usize): void {
  let sumA = f32x4.splat(0), sumB = f32x4.splat(0);
  for (let block = 0; block < blocks; block++) {
    let a: v128, b: v128;
    if (ASC_FEATURE_RELAXED_SIMD && isNarrow) {
      a = narrowBlock(weights, levels);
      b = narrowBlock(weights + 16, levels);
    } else {
      a = i32x4.splat(0);
      b = i32x4.splat(0);
      for (let step: usize = 0; step < 8; step++) {
        const w = weights + (step << 5);
        const x = levels + step * STEP;
        a = i32x4.add(a, fourProducts(v128.load(w), x));
        b = i32x4.add(b, fourProducts(v128.load(w, 16), x));
      }
    }
    sumA = addBlock(sumA, a, v128.load(weights, SCALES), v128.load(weights, MINIMA), factors);
    sumB = addBlock(sumB, b, v128.load(weights, SCALES + 16), v128.load(weights, MINIMA + 16), factors);
    weights += GROUP_BLOCK_BYTES;
    levels += STEP << 3;
    factors += 8;
  }
  v128.store(out, sumA);
  v128.store(out, sumB, 16);
}

/**
 * Four rows with 4 of the channels of a group, which begin at `w`. Their scales stand behind the levels at the same
 * distance.
 */
function fourRows(
  w: usize, isNarrow: bool, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize,
  rowOut: usize,
): void {
  let x0 = levels, x1 = x0 + rowLevels, x2 = x1 + rowLevels, x3 = x2 + rowLevels;
  let f0 = factors, f1 = f0 + rowFactors, f2 = f1 + rowFactors, f3 = f2 + rowFactors;
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0), sum2 = f32x4.splat(0), sum3 = f32x4.splat(0);
  for (let block = 0; block < blocks; block++) {
    let p0: v128, p1: v128, p2: v128, p3: v128;
    if (ASC_FEATURE_RELAXED_SIMD && isNarrow) {
      let weight = v128.load(w);
      let s0 = pairs(weight, v128.load32_splat(x0));
      let s1 = pairs(weight, v128.load32_splat(x1));
      let s2 = pairs(weight, v128.load32_splat(x2));
      let s3 = pairs(weight, v128.load32_splat(x3));
      weight = v128.load(w, 32);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 4)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 4)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 4)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 4)));
      weight = v128.load(w, 64);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 8)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 8)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 8)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 8)));
      weight = v128.load(w, 96);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 12)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 12)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 12)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 12)));
      const t0 = widen(s0);
      const t1 = widen(s1);
      const t2 = widen(s2);
      const t3 = widen(s3);
      weight = v128.load(w, 128);
      s0 = pairs(weight, v128.load32_splat(x0, 16));
      s1 = pairs(weight, v128.load32_splat(x1, 16));
      s2 = pairs(weight, v128.load32_splat(x2, 16));
      s3 = pairs(weight, v128.load32_splat(x3, 16));
      weight = v128.load(w, 160);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 20)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 20)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 20)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 20)));
      weight = v128.load(w, 192);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 24)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 24)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 24)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 24)));
      weight = v128.load(w, 224);
      s0 = i16x8.add(s0, pairs(weight, v128.load32_splat(x0, 28)));
      s1 = i16x8.add(s1, pairs(weight, v128.load32_splat(x1, 28)));
      s2 = i16x8.add(s2, pairs(weight, v128.load32_splat(x2, 28)));
      s3 = i16x8.add(s3, pairs(weight, v128.load32_splat(x3, 28)));
      p0 = i32x4.add(t0, widen(s0));
      p1 = i32x4.add(t1, widen(s1));
      p2 = i32x4.add(t2, widen(s2));
      p3 = i32x4.add(t3, widen(s3));
    } else {
      p0 = i32x4.splat(0);
      p1 = i32x4.splat(0);
      p2 = i32x4.splat(0);
      p3 = i32x4.splat(0);
      for (let step: usize = 0; step < 8; step++) {
        const weight = v128.load(w + (step << 5));
        const at = step * STEP;
        p0 = i32x4.add(p0, fourProducts(weight, x0 + at));
        p1 = i32x4.add(p1, fourProducts(weight, x1 + at));
        p2 = i32x4.add(p2, fourProducts(weight, x2 + at));
        p3 = i32x4.add(p3, fourProducts(weight, x3 + at));
      }
    }
    const scale = v128.load(w, SCALES);
    const minimum = v128.load(w, MINIMA);
    sum0 = addBlock(sum0, p0, scale, minimum, f0);
    sum1 = addBlock(sum1, p1, scale, minimum, f1);
    sum2 = addBlock(sum2, p2, scale, minimum, f2);
    sum3 = addBlock(sum3, p3, scale, minimum, f3);
    w += GROUP_BLOCK_BYTES;
    x0 += STEP << 3, x1 += STEP << 3, x2 += STEP << 3, x3 += STEP << 3;
    f0 += 8, f1 += 8, f2 += 8, f3 += 8;
  }
  v128.store(out, sum0);
  v128.store(out + rowOut, sum1);
  v128.store(out + (rowOut << 1), sum2);
  v128.store(out + rowOut * 3, sum3);
}

/**
 * Multiplies `rows` quantised rows by some groups of a packed matrix.
 * weights: of the whole matrix, `groups` groups; out: [rows][groups * 8] f32
 */
export function multiply(
  weights: usize, groups: i32, columns: i32, firstGroup: i32, endGroup: i32, rows: i32, levels: usize, factors: usize,
  out: usize,
): void {
  const blocks = columns / BLOCK;
  const groupBytes = <usize>blocks * GROUP_BLOCK_BYTES;
  const flags = weights + <usize>groups * groupBytes;
  const rowLevels = levelBytes(columns);
  const rowFactors = factorBytes(columns);
  const rowOut = <usize>(groups * GROUP) << 2;
  for (let group = firstGroup; group < endGroup; group++) {
    const w = weights + <usize>group * groupBytes;
    const isNarrow = load<u8>(flags + <usize>group) != 0;
    let o = out + (<usize>(group * GROUP) << 2);
    let x = levels;
    let f = factors;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      fourRows(w, isNarrow, blocks, x, rowLevels, f, rowFactors, o, rowOut);
      fourRows(w + 16, isNarrow, blocks, x, rowLevels, f, rowFactors, o + 16, rowOut);
      x += rowLevels << 2;
      f += rowFactors << 2;
      o += rowOut << 2;
    }
    for (; row < rows; row++) {
      rowByGroup(w, isNarrow, blocks, x, f, o);
      x += rowLevels;
      f += rowFactors;
      o += rowOut;
    }
  }
}

/**
 * Packs 8 rows [8][columns] f32 as group `group` of a matrix. A block whose values lie on at most 32 even steps, as
 * those of 4 and 5 bits do, is kept exactly; others get 128 steps from the least to the largest value.
 */
export function packGroup(weights: usize, groups: i32, columns: i32, group: i32, rows: usize): void {
  const blocks = columns / BLOCK;
  const groupBytes = <usize>blocks * GROUP_BLOCK_BYTES;
  let isNarrow = true;
  for (let block = 0; block < blocks; block++) {
    const at = weights + <usize>group * groupBytes + <usize>block * GROUP_BLOCK_BYTES;
    for (let channel = 0; channel < GROUP; channel++) {
      const values = rows + (<usize>(channel * columns + block * BLOCK) << 2);
      const least = -mostOf(values, -1);
      const most = mostOf(values, 1);
      const found = steps(values, least, most);
      if (found > NARROW) isNarrow = false;
      const scale = (most - least) / <f32>found;
      store<f32>(at + SCALES + (<usize>channel << 2), scale);
      store<f32>(at + MINIMA + (<usize>channel << 2), least);
      const place = at + ((<usize>channel >> 2) << 4) + ((<usize>channel & 3) << 2);
      const divisor = f32x4.splat(scale > 0 ? scale : 1);
      for (let step: usize = 0; step < 8; step++) {
        const x = f32x4.div(f32x4.sub(v128.load(values + (step << 4)), f32x4.splat(least)), divisor);
        const level = i32x4.trunc_sat_f32x4_s(f32x4.nearest(x));
        const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(level, level), level);
        store<i32>(place + (step << 5), i32x4.extract_lane(bytes, 0));
      }
    }
  }
  store<u8>(weights + <usize>groups * groupBytes + <usize>group, isNarrow ? 1 : 0);
}

/** How far from a step a value may be, in steps: what rounding to f32 leaves. */
const TOLERANCE: f32 = 1e-3;

/** Most of a block's values times a sign. */
function mostOf(values: usize, sign: f32): f32 {
  const signs = f32x4.splat(sign);
  let most = f32x4.mul(v128.load(values), signs);
  for (let i: usize = 16; i < 128; i += 16) most = f32x4.max(most, f32x4.mul(v128.load(values + i), signs));
  return laneMax(most);
}

/** Into how many even steps a block's values fall from the least to the most. */
function steps(values: usize, least: f32, most: f32): i32 {
  if (most == least) return 1;
  for (let count = 1; count <= NARROW; count++) {
    const inverse = f32x4.splat(<f32>count / (most - least));
    let fits = true;
    for (let i: usize = 0; i < 128 && fits; i += 16) {
      const place = f32x4.mul(f32x4.sub(v128.load(values + i), f32x4.splat(least)), inverse);
      const off = f32x4.abs(f32x4.sub(place, f32x4.nearest(place)));
      fits = !v128.any_true(f32x4.ge(off, f32x4.splat(TOLERANCE)));
    }
    if (fits) return count;
  }
  return WIDE;
}
