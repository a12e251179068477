// A rotation of weights and activations changes no product, but spreads what is large in a few channels over all, so that
// four bits lose less. Channels of the first look are mixed with each other, and the others with each other.
// Source: QuaRot, Ashkboos et al. 2024, https://arxiv.org/abs/2404.00456
import { channels, hidden, narrow, places, signs } from "./layout";

/** Knuth's multiplicative hash: the highest bit is as good as random. */
const HASH: u32 = 2654435761;

/** Channels that are mixed with each other at most. */
const MOST_ROTATED: i32 = 256;

/** How many of `count` channels, a whole number of 32, are mixed with each other. */
function mixed(count: i32): i32 {
  let length = 32;
  while (length < MOST_ROTATED && count % (length << 1) == 0) length <<= 1;
  return length;
}

/** Must be called once after layOut, when the memory and `channels` are there. */
export function start(): void {
  for (let i = 0; i < hidden; i++) {
    store<f32>(signs + (<usize>i << 2), ((<u32>i + 1) * HASH) >> 31 ? -1 : 1);
  }
  placeChannels(0, narrow);
  placeChannels(narrow, hidden);
}

/** Neighbours among the channels go to different parts, so that each part mixes channels from everywhere. */
function placeChannels(from: i32, end: i32): void {
  if (from == end) return;
  const length = mixed(end - from);
  const parts = (end - from) / length;
  for (let i = 0; i < end - from; i++) {
    const channel = load<i32>(channels + (<usize>(from + i) << 2));
    store<i32>(places + (<usize>channel << 2), from + (i % parts) * length + i / parts);
  }
}

/** Hadamard transform in place of `length` values, times 1 / sqrt(length): a rotation. */
function hadamard(from: usize, length: i32): void {
  const bytes = <usize>length << 2;
  for (let distance = bytes >> 1; distance >= 16; distance >>= 1) {
    for (let start: usize = 0; start < bytes; start += distance << 1) {
      for (let i: usize = 0; i < distance; i += 16) {
        const at = from + start + i;
        const a = v128.load(at);
        const b = v128.load(at + distance);
        v128.store(at, f32x4.add(a, b));
        v128.store(at + distance, f32x4.sub(a, b));
      }
    }
  }
  const norm = f32x4.splat(1 / sqrt<f32>(<f32>length));
  const half: v128 = f32x4(1, 1, -1, -1);
  const odd: v128 = f32x4(1, -1, 1, -1);
  for (let at = from; at < from + bytes; at += 16) {
    let a = v128.load(at);
    a = f32x4.add(v128.shuffle<i32>(a, a, 2, 3, 0, 1), f32x4.mul(a, half));
    a = f32x4.add(v128.shuffle<i32>(a, a, 1, 0, 3, 2), f32x4.mul(a, odd));
    v128.store(at, f32x4.mul(a, norm));
  }
}

/** Rotates H values that scatter has put in place. */
export function rotate(row: usize): void {
  rotatePart(row, 0, narrow);
  rotatePart(row, narrow, hidden);
}

function rotatePart(row: usize, from: i32, end: i32): void {
  if (from == end) return;
  const length = mixed(end - from);
  for (let part = from; part < end; part += length) hadamard(row + (<usize>part << 2), length);
}

// @ts-ignore: decorator
@inline
export function scatter(row: usize, channel: i32, value: f32): void {
  const at = <usize>channel << 2;
  store<f32>(row + (<usize>load<i32>(places + at) << 2), value * load<f32>(signs + at));
}
