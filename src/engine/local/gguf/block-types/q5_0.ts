import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/** Scale (half), 32 fifth bits, then 16 bytes of nibbles as in Q4_0. Value: scale * (q - 16). */
export const q5_0: BlockType = {
  name: "Q5_0",
  blockLength: 32,
  blockBytes: 22,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 32, b += 22) {
      const scale = readHalf(bytes, b);
      const high = bytes[b + 2]! | (bytes[b + 3]! << 8) | (bytes[b + 4]! << 16) | (bytes[b + 5]! << 24);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[b + 6 + i]!;
        out[o + i] = scale * (((pair & 15) | (((high >>> i) & 1) << 4)) - 16);
        out[o + i + 16] = scale * (((pair >> 4) | (((high >>> (i + 16)) & 1) << 4)) - 16);
      }
    }
  },
};
