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

/** Most levels of a block whose products may be summed in 16 bits: 4 pairs of 127 * 31. */
const NARROW: i32 = 31;
const WIDE: i32 = 127;
const SCALES: usize = 256;
const MINIMA: usize = 288;

/** a * b + c, rounded once where the processor can. */
// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

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

/** [4 channels x 2] sums of 2 products each of narrow levels; relaxed SIMD only. */
// @ts-ignore: decorator
@inline
function pairs(w: v128, x: usize): v128 {
  return i16x8.relaxed_dot_i8x16_i7x16_s(v128.load32_splat(x), w);
}

// @ts-ignore: decorator
@inline
function widen(sums: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(sums);
}

/** Adds a block's share of 4 channels to `out`. */
// @ts-ignore: decorator
@inline
function addBlock(out: usize, products: v128, scale: v128, minimum: v128, factor: usize): void {
  const scaled = f32x4.mul(scale, v128.load32_splat(factor));
  const sum = multiplyAdd(f32x4.convert_i32x4_s(products), scaled, v128.load(out));
  v128.store(out, multiplyAdd(minimum, v128.load32_splat(factor, 4), sum));
}

/** Products of 4 channels with 4 rows, of half a block of narrow levels: added up in 16 bits, then widened. */
// @ts-ignore: decorator
@inline
function narrowHalf(w: usize, x: usize): v128 {
  let sum = pairs(v128.load(w), x);
  sum = i16x8.add(sum, pairs(v128.load(w, 32), x + 4));
  sum = i16x8.add(sum, pairs(v128.load(w, 64), x + 8));
  return widen(i16x8.add(sum, pairs(v128.load(w, 96), x + 12)));
}

/** One row with one group of channels. */
function rowByGroup(weights: usize, isNarrow: bool, blocks: i32, levels: usize, factors: usize, out: usize): void {
  v128.store(out, f32x4.splat(0));
  v128.store(out, f32x4.splat(0), 16);
  for (let block = 0; block < blocks; block++) {
    let a: v128, b: v128;
    if (ASC_FEATURE_RELAXED_SIMD && isNarrow) {
      a = i32x4.add(narrowHalf(weights, levels), narrowHalf(weights + 128, levels + 16));
      b = i32x4.add(narrowHalf(weights + 16, levels), narrowHalf(weights + 144, levels + 16));
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
    addBlock(out, a, v128.load(weights, SCALES), v128.load(weights, MINIMA), factors);
    addBlock(out + 16, b, v128.load(weights, SCALES + 16), v128.load(weights, MINIMA + 16), factors);
    weights += GROUP_BLOCK_BYTES;
    levels += STEP << 3;
    factors += 8;
  }
}

/** Four rows with one wide group of channels. */
function fourRowsWide(
  weights: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize,
  rowOut: usize,
): void {
  clearFour(out, rowOut);
  for (let block = 0; block < blocks; block++) {
    let a0 = i32x4.splat(0), a1 = i32x4.splat(0), a2 = i32x4.splat(0), a3 = i32x4.splat(0);
    let b0 = i32x4.splat(0), b1 = i32x4.splat(0), b2 = i32x4.splat(0), b3 = i32x4.splat(0);
    for (let step: usize = 0; step < 8; step++) {
      const w = weights + (step << 5);
      const wa = v128.load(w);
      const wb = v128.load(w, 16);
      let x = levels + step * STEP;
      a0 = i32x4.add(a0, fourProducts(wa, x));
      b0 = i32x4.add(b0, fourProducts(wb, x));
      x += rowLevels;
      a1 = i32x4.add(a1, fourProducts(wa, x));
      b1 = i32x4.add(b1, fourProducts(wb, x));
      x += rowLevels;
      a2 = i32x4.add(a2, fourProducts(wa, x));
      b2 = i32x4.add(b2, fourProducts(wb, x));
      x += rowLevels;
      a3 = i32x4.add(a3, fourProducts(wa, x));
      b3 = i32x4.add(b3, fourProducts(wb, x));
    }
    addFour(out, rowOut, a0, a1, a2, a3, v128.load(weights, SCALES), v128.load(weights, MINIMA), factors, rowFactors);
    addFour(
      out + 16, rowOut, b0, b1, b2, b3, v128.load(weights, SCALES + 16), v128.load(weights, MINIMA + 16), factors,
      rowFactors,
    );
    weights += GROUP_BLOCK_BYTES;
    levels += STEP << 3;
    factors += 8;
  }
}

/** Four rows with one narrow group of channels; relaxed SIMD only. */
function fourRowsNarrow(
  weights: usize, blocks: i32, levels: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize,
  rowOut: usize,
): void {
  clearFour(out, rowOut);
  for (let block = 0; block < blocks; block++) {
    narrowQuad(weights, levels, rowLevels, factors, rowFactors, out, rowOut);
    narrowQuad(weights + 16, levels, rowLevels, factors, rowFactors, out + 16, rowOut);
    weights += GROUP_BLOCK_BYTES;
    levels += 32;
    factors += 8;
  }
}

/** Four rows with 4 channels of one block. The channels' scales stand where their levels do, 256 bytes on. */
// @ts-ignore: decorator
@inline
function narrowQuad(
  w: usize, x0: usize, rowLevels: usize, factors: usize, rowFactors: usize, out: usize, rowOut: usize,
): void {
  const x1 = x0 + rowLevels;
  const x2 = x1 + rowLevels;
  const x3 = x2 + rowLevels;
  let weight = v128.load(w);
  let s0 = pairs(weight, x0), s1 = pairs(weight, x1), s2 = pairs(weight, x2), s3 = pairs(weight, x3);
  weight = v128.load(w, 32);
  s0 = i16x8.add(s0, pairs(weight, x0 + 4));
  s1 = i16x8.add(s1, pairs(weight, x1 + 4));
  s2 = i16x8.add(s2, pairs(weight, x2 + 4));
  s3 = i16x8.add(s3, pairs(weight, x3 + 4));
  weight = v128.load(w, 64);
  s0 = i16x8.add(s0, pairs(weight, x0 + 8));
  s1 = i16x8.add(s1, pairs(weight, x1 + 8));
  s2 = i16x8.add(s2, pairs(weight, x2 + 8));
  s3 = i16x8.add(s3, pairs(weight, x3 + 8));
  weight = v128.load(w, 96);
  const t0 = widen(i16x8.add(s0, pairs(weight, x0 + 12)));
  const t1 = widen(i16x8.add(s1, pairs(weight, x1 + 12)));
  const t2 = widen(i16x8.add(s2, pairs(weight, x2 + 12)));
  const t3 = widen(i16x8.add(s3, pairs(weight, x3 + 12)));
  weight = v128.load(w, 128);
  s0 = pairs(weight, x0 + 16);
  s1 = pairs(weight, x1 + 16);
  s2 = pairs(weight, x2 + 16);
  s3 = pairs(weight, x3 + 16);
  weight = v128.load(w, 160);
  s0 = i16x8.add(s0, pairs(weight, x0 + 20));
  s1 = i16x8.add(s1, pairs(weight, x1 + 20));
  s2 = i16x8.add(s2, pairs(weight, x2 + 20));
  s3 = i16x8.add(s3, pairs(weight, x3 + 20));
  weight = v128.load(w, 192);
  s0 = i16x8.add(s0, pairs(weight, x0 + 24));
  s1 = i16x8.add(s1, pairs(weight, x1 + 24));
  s2 = i16x8.add(s2, pairs(weight, x2 + 24));
  s3 = i16x8.add(s3, pairs(weight, x3 + 24));
  weight = v128.load(w, 224);
  s0 = i16x8.add(s0, pairs(weight, x0 + 28));
  s1 = i16x8.add(s1, pairs(weight, x1 + 28));
  s2 = i16x8.add(s2, pairs(weight, x2 + 28));
  s3 = i16x8.add(s3, pairs(weight, x3 + 28));
  addFour(
    out, rowOut, i32x4.add(t0, widen(s0)), i32x4.add(t1, widen(s1)), i32x4.add(t2, widen(s2)),
    i32x4.add(t3, widen(s3)), v128.load(w, SCALES), v128.load(w, MINIMA), factors, rowFactors,
  );
}

// @ts-ignore: decorator
@inline
function clearFour(out: usize, rowOut: usize): void {
  for (let row = 0; row < 4; row++) {
    v128.store(out, f32x4.splat(0));
    v128.store(out, f32x4.splat(0), 16);
    out += rowOut;
  }
}

// @ts-ignore: decorator
@inline
function addFour(
  out: usize, rowOut: usize, a0: v128, a1: v128, a2: v128, a3: v128, scale: v128, minimum: v128, factors: usize,
  rowFactors: usize,
): void {
  addBlock(out, a0, scale, minimum, factors);
  addBlock(out + rowOut, a1, scale, minimum, factors + rowFactors);
  addBlock(out + (rowOut << 1), a2, scale, minimum, factors + (rowFactors << 1));
  addBlock(out + rowOut * 3, a3, scale, minimum, factors + rowFactors * 3);
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
      if (ASC_FEATURE_RELAXED_SIMD && isNarrow) fourRowsNarrow(w, blocks, x, rowLevels, f, rowFactors, o, rowOut);
      else fourRowsWide(w, blocks, x, rowLevels, f, rowFactors, o, rowOut);
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
      let least: f32 = Infinity;
      let most: f32 = -Infinity;
      for (let i: usize = 0; i < <usize>BLOCK; i++) {
        const value = load<f32>(values + (i << 2));
        least = min(least, value);
        most = max(most, value);
      }
      const found = steps(values, least, most);
      if (found > NARROW) isNarrow = false;
      const scale = (most - least) / <f32>found;
      store<f32>(at + SCALES + (<usize>channel << 2), scale);
      store<f32>(at + MINIMA + (<usize>channel << 2), least);
      const place = at + ((<usize>channel >> 2) << 4) + ((<usize>channel & 3) << 2);
      for (let i: usize = 0; i < <usize>BLOCK; i++) {
        const level = scale > 0 ? nearest<f32>((load<f32>(values + (i << 2)) - least) / scale) : 0;
        store<u8>(place + ((i >> 2) << 5) + (i & 3), <u8>level);
      }
    }
  }
  store<u8>(weights + <usize>groups * groupBytes + <usize>group, isNarrow ? 1 : 0);
}

/** How far from a step a value may be, in steps: what rounding to f32 leaves. */
const TOLERANCE: f32 = 1e-3;

/** Into how many even steps a block's values fall from the least to the most. */
function steps(values: usize, least: f32, most: f32): i32 {
  if (most == least) return 1;
  for (let count = 1; count <= NARROW; count++) {
    const inverse = <f32>count / (most - least);
    let fits = true;
    for (let i: usize = 0; i < <usize>BLOCK && fits; i++) {
      const place = (load<f32>(values + (i << 2)) - least) * inverse;
      fits = abs<f32>(place - nearest<f32>(place)) < TOLERANCE;
    }
    if (fits) return count;
  }
  return WIDE;
}
