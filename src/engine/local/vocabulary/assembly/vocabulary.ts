// AssemblyScript (see scripts/kernels.ts): the product of hidden states with a large vocabulary, in SIMD WebAssembly.
//
// Letters: H hidden size, a whole number of 32; V tokens of this shard, a whole number of blocks. Rows of activations
// are taken in groups of four. A token's exact row is GGUF's Q8_0: H/32 blocks of a half-precision scale and 32 signed
// bytes. Its preview row is H/2 bytes of nibbles, where byte 16 c + j holds values 32 c + j (low nibble) and
// 32 c + 16 + j (high nibble), of all tokens the first `coarse` values together and then the others, and
//   value = scale * (nibble - 7.5).
// The values are the weights less their mean over tokens, which changes all logits of a row by the same, and rotated:
// a rotation of weights and activations changes no product, but spreads what is large in a few channels over all, so
// that four bits lose less. Source: QuaRot, Ashkboos et al. 2024, https://arxiv.org/abs/2404.00456

import { half, prepareExact } from "./exact";
import { ROUGH_LOSS, exponential, roughExponential } from "./exponential";
import { laneMax, laneSum } from "./lanes";
import {
  BLOCK, GROUP, Q8_BLOCK_BYTES, activations, blocks, center, coarse, coarseOffsets, fineBytes, fineWeights, hidden,
  levelPlace, masses, maxima, rowOffsets, rowScales, rows, scales, sums, totals, weightRow, weights, whole,
} from "./layout";
import { groupProducts, hasSumsOfFour, rowProducts, sumInFours } from "./products";
import { prepareRotation, rotate, scatter } from "./rotation";

export { exactLogits } from "./exact";
export {
  BLOCK, EXACT, GROUP, MOST_GROUPS, activations, center, coarse, fineWeights, layOut, logits, masses, maxima, places,
  rotated, rows, scales, totals, wantedRows, weights, whole,
} from "./layout";
export { sumInFours } from "./products";

/** Sum over tokens made of the mean squared error of their values */
export let squaredErrors: f64 = 0;

/** Must be called once after layOut, when the memory is there. */
export function start(): void {
  prepareRotation();
  sumInFours(hasSumsOfFour(sums));
}

/** Where the values of a group for a block lie. values: maxima or masses */
// @ts-ignore: decorator
@inline
function placeOf(values: usize, group: i32, block: i32): usize {
  return values + (<usize>(group * blocks + block) << 4);
}

/** Where the integer products of a group for a block lie. */
// @ts-ignore: decorator
@inline
function sumsOf(group: i32): usize {
  return sums + <usize>(group * BLOCK << 4);
}

/** Makes a block's largest logit and mass from its integer products, which stand in sums as [BLOCK][4]. */
// @ts-ignore: decorator
@inline
function reduceBlock(group: i32, block: i32, rowScale: v128, rowOffset: v128): void {
  const blockScales = scales + <usize>(block * BLOCK * 4);
  let largest = f32x4.splat(-Infinity);
  for (let t: usize = 0; t < <usize>BLOCK; t++) {
    const at = sumsOf(group) + (t << 4);
    const product = f32x4.sub(f32x4.convert_i32x4_s(v128.load(at)), rowOffset);
    const logit = f32x4.mul(f32x4.mul(product, rowScale), v128.load32_splat(blockScales + (t << 2)));
    v128.store(at, logit);
    largest = f32x4.pmax(largest, logit);
  }
  // The largest logit's term, exp(0), is the one whose error is known.
  let mass = f32x4.splat(ROUGH_LOSS);
  for (let t: usize = 0; t < <usize>BLOCK; t++) {
    mass = f32x4.add(mass, roughExponential(f32x4.sub(v128.load(sumsOf(group) + (t << 4)), largest)));
  }
  v128.store(placeOf(maxima, group, block), largest);
  v128.store(placeOf(masses, group, block), mass);
}

/** Makes levels of the first `count` rows of activations; others in the last group count as zeros. */
export function prepareRows(count: i32): void {
  for (let row = 0; row < groupsOf(count) * GROUP; row++) {
    let most: f32 = 0;
    let sum: i32 = 0, coarseSum: i32 = 0;
    if (row < count) {
      const from = activations + (<usize>(row * hidden) << 2);
      for (let i = 0; i < hidden; i++) scatter(weightRow, i, load<f32>(from + (<usize>i << 2)));
      rotate(weightRow);
      for (let i = 0; i < hidden; i++) most = max(most, abs(load<f32>(weightRow + (<usize>i << 2))));
      prepareExact(row);
    }
    const inverse: f32 = most > 0 ? 127 / most : 0;
    for (let i = 0; i < hidden; i++) {
      const level = <i32>nearest(load<f32>(weightRow + (<usize>i << 2)) * inverse);
      store<i8>(levelPlace(row, i), <i8>level);
      sum += level;
      if (i < coarse) coarseSum += level;
    }
    store<f32>(rowScales + (<usize>row << 2), most / 127);
    store<f32>(rowOffsets + (<usize>row << 2), <f32>7.5 * <f32>sum);
    store<f32>(coarseOffsets + (<usize>row << 2), <f32>7.5 * <f32>coarseSum);
  }
}

// @ts-ignore: decorator
@inline
function groupsOf(count: i32): i32 {
  return (count + GROUP - 1) / GROUP;
}

/**
 * Fills maxima and masses of the first blocks, before endBlock, for `count` rows, as many as were prepared. One row
 * alone gets the same in all lanes of its group. isCoarse: in the first places only, of which the kernel says how many
 * they are
 */
export function preview(count: i32, endBlock: i32, isCoarse: bool): void {
  const offsets = isCoarse ? coarseOffsets : rowOffsets;
  if (count == 1) previewOne(endBlock, isCoarse, offsets);
  else previewGroups(groupsOf(count), endBlock, isCoarse, offsets);
}

/** All groups take a block while it is at hand: the memory would else be read once for each. */
function previewGroups(groups: i32, endBlock: i32, isCoarse: bool, offsets: usize): void {
  for (let block = 0; block < endBlock; block++) {
    for (let t = 0; t < BLOCK; t += 2) {
      for (let group = 0; group < groups; group++) {
        groupProducts(block * BLOCK + t, group, isCoarse, sumsOf(group) + <usize>(t << 4));
      }
    }
    for (let group = 0; group < groups; group++) {
      const row = <usize>(group * GROUP) << 2;
      reduceBlock(group, block, v128.load(rowScales + row), v128.load(offsets + row));
    }
  }
}

function previewOne(endBlock: i32, isCoarse: bool, offsets: usize): void {
  const rowScale = v128.load32_splat(rowScales);
  const rowOffset = v128.load32_splat(offsets);
  for (let block = 0; block < endBlock; block++) {
    for (let t = 0; t < BLOCK; t += 4) {
      const products = rowProducts(block * BLOCK + t, 0, isCoarse);
      const at = sums + <usize>(t << 4);
      v128.store(at, v128.shuffle<i32>(products, products, 0, 0, 0, 0));
      v128.store(at, v128.shuffle<i32>(products, products, 1, 1, 1, 1), 16);
      v128.store(at, v128.shuffle<i32>(products, products, 2, 2, 2, 2), 32);
      v128.store(at, v128.shuffle<i32>(products, products, 3, 3, 3, 3), 48);
    }
    reduceBlock(0, block, rowScale, rowOffset);
  }
}

/** Fills whole with the preview logits of one row. */
export function previewWhole(row: i32): void {
  const rowScale = v128.load32_splat(rowScales + (<usize>row << 2));
  const rowOffset = v128.load32_splat(rowOffsets + (<usize>row << 2));
  for (let token = 0; token < blocks * BLOCK; token += 4) {
    const products = f32x4.convert_i32x4_s(rowProducts(token, row, false));
    const at = <usize>(token << 2);
    const scaled = f32x4.mul(f32x4.sub(products, rowOffset), rowScale);
    v128.store(whole + at, f32x4.mul(scaled, v128.load(scales + at)));
  }
}

/**
 * Sum over blocks of mass * exp(maximum - shift) for `count` rows. totals: the shifts, no smaller than any of their
 * row's maxima whose mass is not 0; replaced by the sums.
 */
export function totalMass(count: i32): void {
  for (let group = 0; group < groupsOf(count); group++) {
    const place = totals + (<usize>group << 4);
    const shift = v128.load(place);
    let total = f32x4.splat(0);
    for (let block = 0; block < blocks; block++) {
      const size = exponential(f32x4.sub(v128.load(placeOf(maxima, group, block)), shift));
      total = f32x4.add(total, f32x4.mul(v128.load(placeOf(masses, group, block)), size));
    }
    v128.store(place, total);
  }
}

/**
 * Step of the 16 evenly spaced levels that lose least of normally distributed weights, in standard deviations. Source:
 * Max 1960.
 */
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
    const most = laneMax(largest);
    const step = min<f32>(most / 7.5, NORMAL_STEP * sqrt<f32>(laneSum(squares) / <f32>hidden));
    store<f32>(scales + (token << 2), step);
    const inverse = f32x4.splat(step > 0 ? 1 / step : 0);
    errors = f32x4.splat(0);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = weightRow + (<usize>chunk << 7);
      const low = nibblesOf(from, inverse);
      const high = nibblesOf(from + 64, inverse);
      v128.store(nibblePlace(token, chunk), v128.or(low, i8x16.shl(high, 4)));
    }
    squaredErrors += <f64>laneSum(errors) * <f64>step * <f64>step / <f64>hidden;
  }
}

/** Where 32 places of a token's nibbles lie. */
// @ts-ignore: decorator
@inline
function nibblePlace(token: usize, chunk: i32): usize {
  const fine = chunk - (coarse >> 5);
  if (fine < 0) return weights + token * <usize>(coarse >> 1) + (<usize>chunk << 4);
  return fineWeights + token * fineBytes() + (<usize>fine << 4);
}

/** Squared errors of one token's values, in steps. */
let errors: v128 = i32x4.splat(0);

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
