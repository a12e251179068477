// A rotation of weights and activations that changes no product of both.
import { hidden, places, rotated, signs } from "./layout";

/** Knuth's multiplicative hash: the highest bit is as good as random. */
const HASH: u32 = 2654435761;

/** Must be called once, when there is memory. */
export function prepareRotation(): void {
  for (let i = 0; i < hidden; i++) {
    store<f32>(signs + (<usize>i << 2), ((<u32>i + 1) * HASH) >> 31 ? -1 : 1);
    store<i32>(places + (<usize>i << 2), i);
  }
}

/** Hadamard transform in place of `rotated` values, times 1 / sqrt(rotated): a rotation. */
function hadamard(from: usize): void {
  const bytes = <usize>rotated << 2;
  for (let length = bytes >> 1; length >= 16; length >>= 1) {
    for (let start: usize = 0; start < bytes; start += length << 1) {
      for (let i: usize = 0; i < length; i += 16) {
        const at = from + start + i;
        const a = v128.load(at);
        const b = v128.load(at + length);
        v128.store(at, f32x4.add(a, b));
        v128.store(at + length, f32x4.sub(a, b));
      }
    }
  }
  const norm = f32x4.splat(1 / sqrt<f32>(<f32>rotated));
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
  for (let part = 0; part < hidden; part += rotated) hadamard(row + (<usize>part << 2));
}

// @ts-ignore: decorator
@inline
export function scatter(row: usize, channel: i32, value: f32): void {
  const at = <usize>channel << 2;
  store<f32>(row + (<usize>load<i32>(places + at) << 2), value * load<f32>(signs + at));
}
