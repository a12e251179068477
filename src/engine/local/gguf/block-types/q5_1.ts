import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/** Scale and minimum (halves), 32 fifth bits, then 16 bytes of nibbles as in Q4_1. Value: scale * q + minimum. */
export const q5_1: BlockType = {
  name: "Q5_1",
  blockLength: 32,
  blockBytes: 24,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 32, b += 24) {
      const scale = readHalf(bytes, b);
      const minimum = readHalf(bytes, b + 2);
      const high = bytes[b + 4]! | (bytes[b + 5]! << 8) | (bytes[b + 6]! << 16) | (bytes[b + 7]! << 24);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[b + 8 + i]!;
        out[o + i] = scale * ((pair & 15) | (((high >>> i) & 1) << 4)) + minimum;
        out[o + i + 16] = scale * ((pair >> 4) | (((high >>> (i + 16)) & 1) << 4)) + minimum;
      }
    }
  },
};
