// Exact logits, from GGUF's Q8_0 rows.
import { Q8_BLOCK_BYTES, activations, hidden, logits, rows, wantedRows } from "./layout";
import { laneSum, multiplyAdd } from "./lanes";

// @ts-ignore: decorator
@inline
export function half(pointer: usize): f32 {
  const bits = <u32>load<u16>(pointer);
  // Shifted into place, a half is a float that is 2^112 too small; this also holds for subnormal halves.
  const size = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return bits & 0x8000 ? -size : size;
}

// @ts-ignore: decorator
@inline
function fourWeights(bytes: v128, activation: usize, sum: v128): v128 {
  return multiplyAdd(f32x4.convert_i32x4_s(bytes), v128.load(activation), sum);
}

/** Exact logit of one token. row: its Q8_0 blocks; activation: [H] f32. */
// @ts-ignore: decorator
@inline
function exactLogit(row: usize, activation: usize): f32 {
  let total = f32x4.splat(0);
  for (let block = 0; block < hidden >> 5; block++) {
    const at = row + <usize>block * Q8_BLOCK_BYTES;
    const a = activation + (<usize>block << 7);
    // Four sums side by side: one would wait for itself.
    let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0), sum2 = f32x4.splat(0), sum3 = f32x4.splat(0);
    for (let part: usize = 0; part < 2; part++) {
      const bytes = v128.load(at + 2 + (part << 4));
      const low = i16x8.extend_low_i8x16_s(bytes);
      const high = i16x8.extend_high_i8x16_s(bytes);
      const from = a + (part << 6);
      sum0 = fourWeights(i32x4.extend_low_i16x8_s(low), from, sum0);
      sum1 = fourWeights(i32x4.extend_high_i16x8_s(low), from + 16, sum1);
      sum2 = fourWeights(i32x4.extend_low_i16x8_s(high), from + 32, sum2);
      sum3 = fourWeights(i32x4.extend_high_i16x8_s(high), from + 48, sum3);
    }
    const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
    total = multiplyAdd(sum, f32x4.splat(half(at)), total);
  }
  return laneSum(total);
}

/** Fills the first `count` of logits with one row's products with wantedRows. */
export function exactLogits(row: i32, count: i32): void {
  const rowBytes = <usize>(hidden >> 5) * Q8_BLOCK_BYTES;
  const activation = activations + (<usize>(row * hidden) << 2);
  for (let i: usize = 0; i < <usize>count; i++) {
    const weightsOfToken = rows + <usize>load<i32>(wantedRows + (i << 2)) * rowBytes;
    store<f32>(logits + (i << 2), exactLogit(weightsOfToken, activation));
  }
}
