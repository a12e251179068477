// Low-rank adapters: what a matrix W gives for x becomes W x + B (A x), in floats.
// Source: Hu et al. 2021, LoRA, https://arxiv.org/abs/2106.09685
import { BLOCK, adapterPlace, adapterUpPlace, lows, mostRank, plan } from "./layout";
import { laneSum } from "./vectors";

/** The adapted matrices of a layer. Those that read the same input are neighbours. */
export const QUERY: i32 = 0;
export const KEY: i32 = 1;
export const VALUE: i32 = 2;
export const OUTPUT: i32 = 3;
export const GATE: i32 = 4;
export const UP: i32 = 5;
export const DOWN: i32 = 6;

/** Whether this run adapts the layer. */
// @ts-ignore: decorator
@inline
export function isAdapted(layer: i32): bool {
  return layer >= load<i32>(plan, 8);
}

// @ts-ignore: decorator
@inline
function rank(): i32 {
  return load<i32>(plan, 12);
}

/** [rank] f32: A x of a token, for one of up to three matrices that read the same input. */
// @ts-ignore: decorator
@inline
function lowAt(token: i32, part: i32): usize {
  const among = part < OUTPUT ? part : part == UP ? 1 : 0;
  return lows + (<usize>((token * 3 + among) * mostRank) << 2);
}

/** A x of a token, kept until it is raised. x: `columns` floats */
export function lower(layer: i32, part: i32, token: i32, x: usize, columns: i32): void {
  let down = adapterPlace(layer, part);
  const low = lowAt(token, part);
  for (let r = 0; r < rank(); r++) {
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < <usize>columns << 2; i += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(x + i), v128.load(down + i)));
    }
    store<f32>(low + (<usize>r << 2), laneSum(sum));
    down += <usize>columns << 2;
  }
}

/** The same where x stands in blocks with as many other values between them, as gates do. */
export function lowerBlocks(layer: i32, part: i32, token: i32, x: usize, columns: i32): void {
  let down = adapterPlace(layer, part);
  const low = lowAt(token, part);
  const blockBytes = <usize>BLOCK << 2;
  for (let r = 0; r < rank(); r++) {
    let sum = f32x4.splat(0);
    for (let block: usize = 0; block < <usize>(columns / BLOCK); block++) {
      const from = x + block * blockBytes * 2;
      for (let i: usize = 0; i < blockBytes; i += 16) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(from + i), v128.load(down + block * blockBytes + i)));
      }
    }
    store<f32>(low + (<usize>r << 2), laneSum(sum));
    down += <usize>columns << 2;
  }
}

/** Adds B (A x) of a token to `count` channels from `first`, which stand at `to`. rows: all channels of the matrix */
export function raise(layer: i32, part: i32, token: i32, rows: i32, first: i32, count: i32, to: usize): void {
  let up = adapterUpPlace(layer, part) + (<usize>first << 2);
  const low = lowAt(token, part);
  for (let r = 0; r < rank(); r++) {
    const factor = v128.load32_splat(low + (<usize>r << 2));
    for (let i: usize = 0; i < <usize>count << 2; i += 16) {
      v128.store(to + i, f32x4.add(v128.load(to + i), f32x4.mul(factor, v128.load(up + i))));
    }
    up += <usize>rows << 2;
  }
}
