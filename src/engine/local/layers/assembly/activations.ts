// What is done to each row of activations between the products.
import { exponential } from "../../vocabulary/assembly/exponential";
import { laneMax, multiplyAdd, truncated } from "../../vocabulary/assembly/lanes";
import { BLOCK, FACTORS, HALF, ZERO, epsilon, factorBytes, isSilu, levelBytes, restHalves } from "./layout";
import { laneSum } from "./vectors";

/**
 * RMS norm of `length` values, times weight; in place where to == from.
 * Source: Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export function norm(from: usize, weight: usize, length: i32, to: usize): void {
  const bytes = <usize>length << 2;
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(from + i);
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  const inverse = f32x4.splat(1 / sqrt<f32>(laneSum(squares) / <f32>length + epsilon));
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(to + i, f32x4.mul(f32x4.mul(v128.load(from + i), inverse), v128.load(weight + i)));
  }
}

/** Adds `length` values to those at `to`. */
export function add(to: usize, values: usize, length: i32): void {
  for (let i: usize = 0; i < <usize>length << 2; i += 16) {
    v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(values + i)));
  }
}

/** Quantises a row of `columns` values: row `row` of levels and factors. */
export function quantize(from: usize, columns: i32, levels: usize, factors: usize, row: i32): void {
  let to = levels + <usize>row * levelBytes(columns);
  let factor = factors + <usize>row * factorBytes(columns);
  for (let block = 0; block < columns; block += BLOCK) {
    quantizeBlock(from + (<usize>block << 2), to, factor);
    to += levelBytes(BLOCK);
    factor += FACTORS;
  }
}

/**
 * Quantises what the levels of a row leave of its values, in the half blocks where that is most: with them these have
 * 15 bits. A few channels are so large that most of what a product loses, it loses in their half blocks.
 * Source: LLM.int8(), Dettmers et al. 2022, https://arxiv.org/abs/2208.07339, which keeps such channels in 16 bits.
 * values: the first block's; step: bytes from one block's values to the next's; factors: the row's;
 * rest: where it goes, as `rests` says; scratch: room for a float for each half block and 19
 */
export function keepRests(
  values: usize, step: usize, columns: i32, factors: usize, rest: usize, scratch: usize,
): void {
  const halves = columns / HALF;
  const left = scratch + (<usize>(halves + 3) << 2);
  for (let half = 0; half < halves; half++) {
    store<f32>(scratch + (<usize>half << 2), laneSum(leave(values, step, factors, half, left)));
  }
  const padded = (halves + 3) & ~3;
  for (let half = halves; half < padded; half++) store<f32>(scratch + (<usize>half << 2), -1);
  const kept = restHalves(columns);
  const restFactors = rest + (<usize>kept << 2);
  const restLevels = restFactors + <usize>kept * FACTORS;
  for (let i = 0; i < kept; i++) {
    const half = placeOfLargest(scratch, halves);
    store<f32>(scratch + (<usize>half << 2), -1);
    store<i32>(rest + (<usize>i << 2), half);
    leave(values, step, factors, half, left);
    const factor = restFactors + <usize>i * FACTORS;
    const largest = largestOf(left);
    const scale = largest / 127;
    const sum = quantizeHalf(left, largest, scale, restLevels + <usize>i * levelBytes(HALF), factor + 8);
    store<f32>(factor, scale);
    store<f32>(factor, scale * <f32>sum, 4);
  }
}

/**
 * Writes what the levels of a half block leave of its values; [4] sums of its squares. values, step, factors: as in
 * keepRests
 */
// @ts-ignore: decorator
@inline
function leave(values: usize, step: usize, factors: usize, half: i32, to: usize): v128 {
  const block = <usize>(half >> 1);
  const second = <usize>(half & 1);
  const factor = factors + block * FACTORS;
  const scale = load<f32>(factor) * <f32>load<i16>(factor + (second << 2), 8);
  return leaveHalf(values + block * step + (second << 6), scale, to);
}

/** leave, of 16 values in levels of this scale. */
// @ts-ignore: decorator
@inline
function leaveHalf(values: usize, scale: f32, to: usize): v128 {
  const scales = f32x4.splat(scale);
  const inverse = f32x4.splat(scale >= LEAST_SCALE ? 1 / scale : 0);
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < 64; i += 16) {
    const x = v128.load(values + i);
    const left = f32x4.sub(x, f32x4.mul(f32x4.nearest(f32x4.mul(x, inverse)), scales));
    v128.store(to + i, left);
    squares = multiplyAdd(left, left, squares);
  }
  return squares;
}

/** The first place among `count` floats, filled up to a multiple of 4 by smaller ones, where none is larger. */
// @ts-ignore: decorator
@inline
function placeOfLargest(values: usize, count: i32): i32 {
  const end = values + (<usize>count << 2);
  let most = v128.load(values);
  for (let at = values + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
  const largest = f32x4.splat(laneMax(most));
  let at = values;
  let found = i32x4.bitmask(f32x4.eq(v128.load(at), largest));
  while (found == 0 && at < end - 16) {
    at += 16;
    found = i32x4.bitmask(f32x4.eq(v128.load(at), largest));
  }
  // What is no number equals none.
  return found == 0 ? 0 : <i32>((at - values) >> 2) + ctz(found);
}

/** A block of smaller values counts as zeros: with less the inverse of its scale would be no number. */
const LEAST_SCALE: f32 = 1e-36;

/** Most of a half block's multiples of the block's scale: sums of 32 channels stay below 2^24, as floats hold them. */
const MOST_MULTIPLE: f32 = 127;

/** Quantises 32 values; writes their levels, and the factors of the block. */
// @ts-ignore: decorator
@inline
export function quantizeBlock(from: usize, to: usize, factor: usize): void {
  const first = largestOf(from);
  const second = largestOf(from + 64);
  const scale = max(first, second) / (127 * MOST_MULTIPLE);
  const sum = quantizeHalf(from, first, scale, to, factor + 8);
  store<f32>(factor, scale);
  store<f32>(factor, scale * <f32>(sum + quantizeHalf(from + 64, second, scale, to + levelBytes(HALF), factor + 12)), 4);
}

/** Largest magnitude of 16 values. */
// @ts-ignore: decorator
@inline
function largestOf(from: usize): f32 {
  const low = f32x4.pmax(f32x4.abs(v128.load(from)), f32x4.abs(v128.load(from, 16)));
  return laneMax(f32x4.pmax(low, f32x4.pmax(f32x4.abs(v128.load(from, 32)), f32x4.abs(v128.load(from, 48)))));
}

/**
 * Quantises 16 values to -127 to 127 times a multiple of the scale. Writes levels, and multiple and sum of the half
 * where `factor` says; returns the sum of the levels times the multiple.
 */
// @ts-ignore: decorator
@inline
function quantizeHalf(from: usize, largest: f32, scale: f32, to: usize, factor: usize): i32 {
  const isZero = scale < LEAST_SCALE;
  const multiple = isZero || largest == 0 ? 1 : <i32>ceil<f32>(largest / (127 * scale) - 1e-4);
  const inverse = f32x4.splat(isZero ? 0 : 1 / (scale * <f32>multiple));
  const a = truncated(f32x4.nearest(f32x4.mul(v128.load(from), inverse)));
  const b = truncated(f32x4.nearest(f32x4.mul(v128.load(from, 16), inverse)));
  const c = truncated(f32x4.nearest(f32x4.mul(v128.load(from, 32), inverse)));
  const d = truncated(f32x4.nearest(f32x4.mul(v128.load(from, 48), inverse)));
  const low = i16x8.narrow_i32x4_s(a, b);
  const high = i16x8.narrow_i32x4_s(c, d);
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(to, i8x16.narrow_i16x8_s(low, high));
  } else {
    // Of each 4 levels first the even, then the odd ones, as 16-bit numbers.
    v128.store(to, v128.shuffle<i16>(low, low, 0, 2, 1, 3, 4, 6, 5, 7));
    v128.store(to, v128.shuffle<i16>(high, high, 0, 2, 1, 3, 4, 6, 5, 7), 16);
  }
  const levels = i32x4.add(i32x4.add(a, b), i32x4.add(c, d));
  const sum =
    multiple *
    (i32x4.extract_lane(levels, 0) + i32x4.extract_lane(levels, 1) +
      i32x4.extract_lane(levels, 2) + i32x4.extract_lane(levels, 3));
  store<i32>(factor, multiple | (multiple << 16));
  store<i32>(factor, ZERO * sum, 8);
  return sum;
}

/** 1 / (1 + exp(-x)) */
// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const power = exponential(f32x4.neg(f32x4.abs(x)));
  const positive = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power));
  return v128.bitselect(f32x4.sub(f32x4.splat(1), positive), positive, f32x4.lt(x, f32x4.splat(0)));
}

const GELU_CUBE: f32 = 0.044715;
/** 2 sqrt(2 / pi) */
const GELU_SCALE: f32 = 1.5957691216;

/**
 * Opens 32 values by their gates, which stand before them: value * gate * sigmoid(z), in place of the gates, where z is
 * the gate (SiLU) or 2 sqrt(2/pi) (gate + 0.044715 gate^3): GELU in its tanh form, since 1 + tanh(z/2) = 2 sigmoid(z).
 * Sources: Shazeer 2020, https://arxiv.org/abs/2002.05202; Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415
 */
// @ts-ignore: decorator
@inline
export function openGates(gates: usize): void {
  for (let i: usize = 0; i < 128; i += 16) {
    const gate = v128.load(gates + i);
    let z = gate;
    if (!isSilu) {
      const cube = f32x4.mul(f32x4.mul(gate, gate), f32x4.mul(gate, f32x4.splat(GELU_CUBE)));
      z = f32x4.mul(f32x4.add(gate, cube), f32x4.splat(GELU_SCALE));
    }
    v128.store(gates + i, f32x4.mul(f32x4.mul(gate, sigmoid(z)), v128.load(gates + i, 128)));
  }
}

/** Rotates a head of `length` values, first half against second. cosine, sine: [length / 2] */
export function rotate(head: usize, length: i32, cosine: usize, sine: usize): void {
  const half = <usize>length << 1;
  for (let i: usize = 0; i < half; i += 16) {
    const low = v128.load(head + i);
    const high = v128.load(head + half + i);
    const c = v128.load(cosine + i);
    const s = v128.load(sine + i);
    v128.store(head + i, f32x4.sub(f32x4.mul(low, c), f32x4.mul(high, s)));
    v128.store(head + half + i, f32x4.add(f32x4.mul(high, c), f32x4.mul(low, s)));
  }
}
