// Exact rows of tokens, GGUF's Q8_0: H/32 blocks of a half-precision scale and 32 signed bytes; and the previews that are
// made of them.
import {
  Q8_BLOCK_BYTES, activations, center, hidden, logits, narrow, restScales, restWeights, rows, scales, wantedRows,
  weightRow, weights,
} from "./layout";
import { rotate, scatter } from "./rotation";

/** Sums over tokens made of the mean squared error of their values in both looks, and of the second look's mean square. */
export let squaredErrors: f64 = 0;
export let restSquaredErrors: f64 = 0;
export let restSquares: f64 = 0;

// @ts-ignore: decorator
@inline
function half(pointer: usize): f32 {
  const bits = <u32>load<u16>(pointer);
  // Shifted into place, a half is a float that is 2^112 too small; this also holds for subnormal halves.
  const size = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return bits & 0x8000 ? -size : size;
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
    squaredErrors += quantise(weightRow, narrow, scales + (token << 2), weights + token * <usize>(narrow >> 1));
    const rest = hidden - narrow;
    if (rest == 0) continue;
    const values = weightRow + (<usize>narrow << 2);
    const out = restWeights + token * <usize>(rest >> 1);
    restSquaredErrors += quantise(values, rest, restScales + (token << 2), out);
    restSquares += <f64>squaresOf(values, rest) / <f64>rest;
  }
}

function squaresOf(values: usize, length: i32): f32 {
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>length << 2; i += 16) {
    squares = f32x4.add(squares, f32x4.mul(v128.load(values + i), v128.load(values + i)));
  }
  return lanesAdded(squares);
}

/** Writes the scale and the nibbles of `length` values; returns their mean squared error. */
function quantise(values: usize, length: i32, scale: usize, out: usize): f64 {
  let largest = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>length << 2; i += 16) {
    largest = f32x4.max(largest, f32x4.abs(v128.load(values + i)));
  }
  const most = max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
  const step = min<f32>(most / 7.5, NORMAL_STEP * sqrt<f32>(squaresOf(values, length) / <f32>length));
  store<f32>(scale, step);
  const inverse = f32x4.splat(step > 0 ? 1 / step : 0);
  errors = f32x4.splat(0);
  for (let chunk = 0; chunk < length >> 5; chunk++) {
    const at = values + (<usize>chunk << 7);
    const low = nibblesOf(at, inverse);
    const high = nibblesOf(at + 64, inverse);
    v128.store(out + (<usize>chunk << 4), v128.or(low, i8x16.shl(high, 4)));
  }
  return <f64>lanesAdded(errors) * <f64>step * <f64>step / <f64>length;
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
