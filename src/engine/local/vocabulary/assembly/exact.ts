// Exact logits, from GGUF's Q8_0 rows: as exact as activations of 16 bits make them.
import { Q8_BLOCK_BYTES, activations, exactLevels, exactScales, hidden, logits, rows, wantedRows } from "./layout";
import { laneMax, laneSum, multiplyAdd, truncated } from "./lanes";

// @ts-ignore: decorator
@inline
export function half(pointer: usize): f32 {
  const bits = <u32>load<u16>(pointer);
  // Shifted into place, a half is a float that is 2^112 too small; this also holds for subnormal halves.
  const size = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return bits & 0x8000 ? -size : size;
}

/** What a level of an activation may be: with a sign, in 16 bits. */
const MOST_LEVEL: f32 = 32767;
/** Activations that are no larger count as zeros: what they are divided by would be no number. */
const LEAST: f32 = 1e-30;

/**
 * Makes exact levels of a row's activations: 16 bits with a scale for each 32 of them, so that products are sums of
 * integers. Logits are off by some ten-thousandths. A block of zeros has the scale 0.
 */
export function prepareExact(row: i32): void {
  const from = activations + (<usize>(row * hidden) << 2);
  const ownLevels = exactLevels + (<usize>(row * hidden) << 1);
  const ownScales = exactScales + (<usize>(row * (hidden >> 5)) << 2);
  for (let block: usize = 0; block < <usize>(hidden >> 5); block++) {
    const values = from + (block << 7);
    let most = f32x4.splat(0);
    for (let i: usize = 0; i < 128; i += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(values + i)));
    const largest = laneMax(most);
    store<f32>(ownScales + (block << 2), largest / MOST_LEVEL);
    const inverse = f32x4.splat(largest > LEAST ? MOST_LEVEL / largest : 0);
    for (let i: usize = 0; i < 128; i += 32) {
      const a = truncated(f32x4.nearest(f32x4.mul(v128.load(values + i), inverse)));
      const b = truncated(f32x4.nearest(f32x4.mul(v128.load(values + i, 16), inverse)));
      v128.store(ownLevels + (block << 6) + (i >> 1), i16x8.narrow_i32x4_s(a, b));
    }
  }
}

/** Products of eight weights with their levels, as sums of two. */
// @ts-ignore: decorator
@inline
function eightProducts(bytes: usize, rowLevels: usize): v128 {
  return i32x4.dot_i16x8_s(v128.load8x8_s(bytes), v128.load(rowLevels));
}

/** Exact logit of one token. row: its Q8_0 blocks; the activations' exact levels and scales */
// @ts-ignore: decorator
@inline
function exactLogit(row: usize, rowLevels: usize, rowScales: usize): f32 {
  let total = f32x4.splat(0);
  for (let block = 0; block < hidden >> 5; block++) {
    const bytes = row + 2;
    const low = i32x4.add(eightProducts(bytes, rowLevels), eightProducts(bytes + 8, rowLevels + 16));
    const high = i32x4.add(eightProducts(bytes + 16, rowLevels + 32), eightProducts(bytes + 24, rowLevels + 48));
    const scale = f32x4.splat(half(row) * load<f32>(rowScales));
    total = multiplyAdd(f32x4.convert_i32x4_s(i32x4.add(low, high)), scale, total);
    row += Q8_BLOCK_BYTES;
    rowLevels += 64;
    rowScales += 4;
  }
  return laneSum(total);
}

/** Fills the first `count` of logits with a prepared row's products with wantedRows. */
export function exactLogits(row: i32, count: i32): void {
  const rowBytes = <usize>(hidden >> 5) * Q8_BLOCK_BYTES;
  const rowLevels = exactLevels + (<usize>(row * hidden) << 1);
  const rowScales = exactScales + (<usize>(row * (hidden >> 5)) << 2);
  for (let i: usize = 0; i < <usize>count; i++) {
    const weightsOfToken = rows + <usize>load<i32>(wantedRows + (i << 2)) * rowBytes;
    store<f32>(logits + (i << 2), exactLogit(weightsOfToken, rowLevels, rowScales));
  }
}
