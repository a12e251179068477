import { readHalf, writeHalf } from "../gguf/block-types/half-precision.ts";
import { q8_0 } from "../gguf/block-types/q8_0.ts";

/** Bytes of one row of `hidden` values in Q8_0 blocks. hidden: a whole number of blocks. */
export const q8RowBytes = (hidden: number): number => (hidden / q8_0.blockLength) * q8_0.blockBytes;

/** Writes values [n], n a whole number of blocks, as Q8_0 blocks: scale = max |value| / 127. */
export function packQ8(values: Float32Array, out: Uint8Array): void {
  const { blockLength, blockBytes } = q8_0;
  for (let from = 0, at = 0; from < values.length; from += blockLength, at += blockBytes) {
    let most = 0;
    for (let i = 0; i < blockLength; i++) most = Math.max(most, Math.abs(values[from + i]!));
    writeHalf(out, at, most / 127);
    const scale = readHalf(out, at);
    for (let i = 0; i < blockLength; i++) {
      const level = scale > 0 ? Math.round(values[from + i]! / scale) : 0;
      out[at + 2 + i] = Math.max(-127, Math.min(127, level));
    }
  }
}
