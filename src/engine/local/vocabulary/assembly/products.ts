// Integer products of the preview's nibbles with levels of activations, in one of two ways: with sums of pairs that are
// added up in 16 bits and widened now and then, or with sums of four that are added up in 32 bits. Processors that have
// the latter as one instruction (VNNI of x86, dot products of ARM) are half as fast again with it, others far slower.
import { CHUNK_BYTES, GROUP, coarse, fineBytes, fineWeights, hidden, levelPlace, weights } from "./layout";

/** What sixteen bits hold: 4 chunks are 8 sums of at most 2 * 127 * 15 each. */
const CHUNKS_BEFORE_WIDENING: i32 = 4;

/** Loaded, since a vector that stands in the code is made anew wherever it is used. */
const LOW_BITS = memory.data<u8>([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15], 16);

/** The high nibbles of 16 bytes. */
// @ts-ignore: decorator
@inline
function highNibbles(bytes: v128, low: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), low);
}

/**
 * Adds products of signed bytes with nibbles (0 to 15): [i32x4] sums of four neighbours where inFours, else [i16x8] of
 * two.
 */
// @ts-ignore: decorator
@inline
function addProducts(inFours: bool, sums: v128, activation: v128, nibbles: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (inFours) return i32x4.relaxed_dot_i8x16_i7x16_add_s(activation, nibbles, sums);
    return i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(activation, nibbles));
  }
  // Even and odd bytes apart; the same sums, since nothing here can overflow.
  const evenActivation = i16x8.shr_s(i16x8.shl(activation, 8), 8);
  const evenNibble = v128.and(nibbles, i16x8.splat(0xff));
  const oddActivation = i16x8.shr_s(activation, 8);
  const oddNibble = i16x8.shr_u(nibbles, 8);
  const even = i16x8.mul(evenActivation, evenNibble);
  return i16x8.add(i16x8.add(sums, even), i16x8.mul(oddActivation, oddNibble));
}

/** What some chunks' sums begin with: those of four neighbours go on from the total. */
// @ts-ignore: decorator
@inline
function begun(inFours: bool, total: v128): v128 {
  return inFours ? total : i16x8.splat(0);
}

/** The total with some chunks' sums. */
// @ts-ignore: decorator
@inline
function ended(inFours: bool, total: v128, sums: v128): v128 {
  return inFours ? sums : i32x4.add(total, i32x4.extadd_pairwise_i16x8_s(sums));
}

/** [sum of a, sum of b, sum of c, sum of d] */
// @ts-ignore: decorator
@inline
function lanesSummed(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/**
 * Products of 2 tokens with the 4 rows whose levels are given, of all places or the coarse ones; stored as [token][row]
 * i32.
 */
// @ts-ignore: decorator
@inline
function fourRows(inFours: bool, token: i32, rowLevels: usize, isCoarse: bool, out: usize): void {
  let x = rowLevels;
  const low = v128.load(LOW_BITS);
  let t00 = i32x4.splat(0), t01 = i32x4.splat(0), t02 = i32x4.splat(0), t03 = i32x4.splat(0);
  let t10 = i32x4.splat(0), t11 = i32x4.splat(0), t12 = i32x4.splat(0), t13 = i32x4.splat(0);
  const coarseEnd = x + <usize>(coarse >> 5) * CHUNK_BYTES;
  const end = isCoarse ? coarseEnd : x + <usize>(hidden >> 5) * CHUNK_BYTES;
  let from0 = weights + <usize>token * <usize>(coarse >> 1);
  let from1 = from0 + <usize>(coarse >> 1);
  while (x < end) {
    if (x == coarseEnd) {
      from0 = fineWeights + <usize>token * fineBytes();
      from1 = from0 + fineBytes();
    }
    const part = x < coarseEnd ? coarseEnd : end;
    let s00 = begun(inFours, t00), s01 = begun(inFours, t01), s02 = begun(inFours, t02), s03 = begun(inFours, t03);
    let s10 = begun(inFours, t10), s11 = begun(inFours, t11), s12 = begun(inFours, t12), s13 = begun(inFours, t13);
    const widened = inFours ? part : min(x + <usize>CHUNKS_BEFORE_WIDENING * CHUNK_BYTES, part);
    for (; x < widened; x += CHUNK_BYTES) {
      const both0 = v128.load(from0);
      const both1 = v128.load(from1);
      from0 += 16;
      from1 += 16;
      let w0 = v128.and(both0, low);
      let w1 = v128.and(both1, low);
      let a = v128.load(x);
      s00 = addProducts(inFours, s00, a, w0);
      s10 = addProducts(inFours, s10, a, w1);
      a = v128.load(x, 32);
      s01 = addProducts(inFours, s01, a, w0);
      s11 = addProducts(inFours, s11, a, w1);
      a = v128.load(x, 64);
      s02 = addProducts(inFours, s02, a, w0);
      s12 = addProducts(inFours, s12, a, w1);
      a = v128.load(x, 96);
      s03 = addProducts(inFours, s03, a, w0);
      s13 = addProducts(inFours, s13, a, w1);
      w0 = highNibbles(both0, low);
      w1 = highNibbles(both1, low);
      a = v128.load(x, 16);
      s00 = addProducts(inFours, s00, a, w0);
      s10 = addProducts(inFours, s10, a, w1);
      a = v128.load(x, 48);
      s01 = addProducts(inFours, s01, a, w0);
      s11 = addProducts(inFours, s11, a, w1);
      a = v128.load(x, 80);
      s02 = addProducts(inFours, s02, a, w0);
      s12 = addProducts(inFours, s12, a, w1);
      a = v128.load(x, 112);
      s03 = addProducts(inFours, s03, a, w0);
      s13 = addProducts(inFours, s13, a, w1);
    }
    t00 = ended(inFours, t00, s00);
    t01 = ended(inFours, t01, s01);
    t02 = ended(inFours, t02, s02);
    t03 = ended(inFours, t03, s03);
    t10 = ended(inFours, t10, s10);
    t11 = ended(inFours, t11, s11);
    t12 = ended(inFours, t12, s12);
    t13 = ended(inFours, t13, s13);
  }
  v128.store(out, lanesSummed(t00, t01, t02, t03));
  v128.store(out, lanesSummed(t10, t11, t12, t13), 16);
}

/**
 * Products of 4 tokens with one row, whose levels begin at rowLevels, of all places or the coarse ones: [token] i32.
 */
// @ts-ignore: decorator
@inline
function oneRow(inFours: bool, token: i32, rowLevels: usize, isCoarse: bool): v128 {
  const low = v128.load(LOW_BITS);
  let x = rowLevels;
  let t0 = i32x4.splat(0), t1 = i32x4.splat(0), t2 = i32x4.splat(0), t3 = i32x4.splat(0);
  const coarseEnd = x + <usize>(coarse >> 5) * CHUNK_BYTES;
  const end = isCoarse ? coarseEnd : x + <usize>(hidden >> 5) * CHUNK_BYTES;
  let bytes = <usize>(coarse >> 1);
  let from = weights + <usize>token * bytes;
  while (x < end) {
    if (x == coarseEnd) {
      bytes = fineBytes();
      from = fineWeights + <usize>token * bytes;
    }
    const part = x < coarseEnd ? coarseEnd : end;
    let s0 = begun(inFours, t0), s1 = begun(inFours, t1), s2 = begun(inFours, t2), s3 = begun(inFours, t3);
    const widened = inFours ? part : min(x + <usize>CHUNKS_BEFORE_WIDENING * CHUNK_BYTES, part);
    for (; x < widened; x += CHUNK_BYTES) {
      const a = v128.load(x);
      const b = v128.load(x, 16);
      s0 = addBoth(inFours, s0, a, b, v128.load(from), low);
      s1 = addBoth(inFours, s1, a, b, v128.load(from + bytes), low);
      s2 = addBoth(inFours, s2, a, b, v128.load(from + (bytes << 1)), low);
      s3 = addBoth(inFours, s3, a, b, v128.load(from + bytes * 3), low);
      from += 16;
    }
    t0 = ended(inFours, t0, s0);
    t1 = ended(inFours, t1, s1);
    t2 = ended(inFours, t2, s2);
    t3 = ended(inFours, t3, s3);
  }
  return lanesSummed(t0, t1, t2, t3);
}

/** Adds products of a chunk: its low nibbles with a, its high ones with b. */
// @ts-ignore: decorator
@inline
function addBoth(inFours: bool, sums: v128, a: v128, b: v128, nibbles: v128, low: v128): v128 {
  return addProducts(inFours, addProducts(inFours, sums, a, v128.and(nibbles, low)), b, highNibbles(nibbles, low));
}

/** Whether sums of four are taken, in 32 bits. */
let inFours: bool = false;

/** Which way all products take from now on; the same to the bit. Without relaxed SIMD there is only one. */
export function sumInFours(isSo: bool): void {
  inFours = isSo;
}

/** What sums of four of 127 times 0xff are where that byte is taken as unsigned (VNNI), or as signed (ARM). */
const UNSIGNED: i32 = 4 * 127 * 255;
const SIGNED: i32 = -4 * 127;

/**
 * Whether this processor has sums of four as one instruction. It shows where a byte has more bits than the operation
 * promises to take: x86 without VNNI stops each sum of two at what 16 bits hold. scratch: 32 bytes
 * Source: https://github.com/WebAssembly/relaxed-simd/blob/main/proposals/relaxed-simd/Overview.md
 */
export function hasSumsOfFour(scratch: usize): bool {
  if (!ASC_FEATURE_RELAXED_SIMD) return false;
  // By way of the memory, so that no compiler works it out beforehand.
  v128.store(scratch, i8x16.splat(127));
  v128.store(scratch, i8x16.splat(-1), 16);
  const sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(scratch), v128.load(scratch, 16), i32x4.splat(0));
  const sum = i32x4.extract_lane(sums, 0);
  return sum == UNSIGNED || sum == SIGNED;
}

// A function for each way: one for both would be so large that the browser's compiler does it badly.
function fourRowsInPairs(token: i32, rowLevels: usize, isCoarse: bool, out: usize): void {
  fourRows(false, token, rowLevels, isCoarse, out);
}
function fourRowsInFours(token: i32, rowLevels: usize, isCoarse: bool, out: usize): void {
  fourRows(true, token, rowLevels, isCoarse, out);
}
function oneRowInPairs(token: i32, rowLevels: usize, isCoarse: bool): v128 {
  return oneRow(false, token, rowLevels, isCoarse);
}
function oneRowInFours(token: i32, rowLevels: usize, isCoarse: bool): v128 {
  return oneRow(true, token, rowLevels, isCoarse);
}

/** Products of 2 tokens with a group of 4 rows, of all places or the coarse ones; stored as [token][row] i32. */
// @ts-ignore: decorator
@inline
export function groupProducts(token: i32, group: i32, isCoarse: bool, out: usize): void {
  const rowLevels = levelPlace(group * GROUP, 0);
  if (ASC_FEATURE_RELAXED_SIMD && inFours) fourRowsInFours(token, rowLevels, isCoarse, out);
  else fourRowsInPairs(token, rowLevels, isCoarse, out);
}

/** Products of 4 tokens with one row, of all places or the coarse ones: [token] i32. */
// @ts-ignore: decorator
@inline
export function rowProducts(token: i32, row: i32, isCoarse: bool): v128 {
  const rowLevels = levelPlace(row, 0);
  if (ASC_FEATURE_RELAXED_SIMD && inFours) return oneRowInFours(token, rowLevels, isCoarse);
  return oneRowInPairs(token, rowLevels, isCoarse);
}
