// What is done to each row of activations between the products.
import { exponential } from "../../vocabulary/assembly/exponential";
import { BLOCK, FACTORS, HALF, epsilon, factorBytes, isSilu, levelBytes } from "./layout";
import { laneMax, laneSum } from "./vectors";

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
 * Quantises a row of `columns` values as row `row`, and what its levels leave of the values as row `rest`: together 15 bits.
 * left: room for as many values, or where they lie already if they are of no more use
 */
export function quantizeFinely(
  from: usize, columns: i32, levels: usize, factors: usize, row: i32, rest: i32, left: usize,
): void {
  for (let block = 0; block < columns; block += BLOCK) {
    quantizeBlockFinely(from + (<usize>block << 2), columns, block, levels, factors, row, rest, left);
  }
}

/** Block `block` of quantizeFinely, whose values begin at `from`. left: room for 32 values */
// @ts-ignore: decorator
@inline
export function quantizeBlockFinely(
  from: usize, columns: i32, block: i32, levels: usize, factors: usize, row: i32, rest: i32, left: usize,
): void {
  const level = levels + levelBytes(block);
  const factor = factors + factorBytes(block);
  const own = factor + <usize>row * factorBytes(columns);
  quantizeBlock(from, level + <usize>row * levelBytes(columns), own);
  if (rest < 0) return;
  for (let i: usize = 0; i < 128; i += 16) {
    const scale = load<f32>(own + ((i >> 6) << 2));
    const x = v128.load(from + i);
    const near = f32x4.nearest(f32x4.mul(x, f32x4.splat(scale > 0 ? 1 / scale : 0)));
    v128.store(left + i, f32x4.sub(x, f32x4.mul(near, f32x4.splat(scale))));
  }
  quantizeBlock(left, level + <usize>rest * levelBytes(columns), factor + <usize>rest * factorBytes(columns));
}

/** Quantises 32 values; writes their levels, and the factors of the block. */
// @ts-ignore: decorator
@inline
export function quantizeBlock(from: usize, to: usize, factor: usize): void {
  const first = quantizeHalf(from, to, factor);
  const second = quantizeHalf(from + 64, to + levelBytes(HALF), factor + 4);
  store<f32>(factor, first, 8);
  store<f32>(factor, first + second, 12);
}

/** Quantises 16 values to -127 to 127 times a scale; writes levels and scale, and returns the sum of what the levels stand for. */
// @ts-ignore: decorator
@inline
function quantizeHalf(from: usize, to: usize, factor: usize): f32 {
  const x0 = v128.load(from), x1 = v128.load(from, 16), x2 = v128.load(from, 32), x3 = v128.load(from, 48);
  const most = f32x4.max(f32x4.max(f32x4.abs(x0), f32x4.abs(x1)), f32x4.max(f32x4.abs(x2), f32x4.abs(x3)));
  const largest = laneMax(most);
  const scale = largest / 127;
  const inverse = f32x4.splat(largest > 0 ? 127 / largest : 0);
  const a = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x0, inverse)));
  const b = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x1, inverse)));
  const c = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x2, inverse)));
  const d = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x3, inverse)));
  const low = i16x8.narrow_i32x4_s(a, b);
  const high = i16x8.narrow_i32x4_s(c, d);
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(to, i8x16.narrow_i16x8_s(low, high));
  } else {
    // Of each 4 levels first the even, then the odd ones, as 16-bit numbers.
    v128.store(to, v128.shuffle<i16>(low, low, 0, 2, 1, 3, 4, 6, 5, 7));
    v128.store(to, v128.shuffle<i16>(high, high, 0, 2, 1, 3, 4, 6, 5, 7), 16);
  }
  store<f32>(factor, scale);
  const sum = i32x4.add(i32x4.add(a, b), i32x4.add(c, d));
  const total =
    i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  return scale * <f32>total;
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
