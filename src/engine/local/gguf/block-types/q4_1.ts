import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/**
 * Scale and minimum (halves), then 16 bytes: low nibbles are values 0–15, high nibbles 16–31. Value: scale * q +
 * minimum.
 */
export const q4_1: BlockType = {
  name: "Q4_1",
  blockLength: 32,
  blockBytes: 20,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 32, b += 20) {
      const scale = readHalf(bytes, b);
      const minimum = readHalf(bytes, b + 2);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[b + 4 + i]!;
        out[o + i] = scale * (pair & 15) + minimum;
        out[o + i + 16] = scale * (pair >> 4) + minimum;
      }
    }
  },
};
