import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";
import { readSubMinimum, readSubScale } from "./sub-scale.ts";

/**
 * Scale of scales and of minimums (halves), 12 bytes of 6-bit scales and minimums for 8 groups of 32, then 128 bytes:
 * of each 32 the low nibbles are one group, the high nibbles the next. Value: scale * q - minimum.
 */
export const q4_k: BlockType = {
  name: "Q4_K",
  blockLength: 256,
  blockBytes: 144,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 256, b += 144) {
      const scale = readHalf(bytes, b);
      const minimum = readHalf(bytes, b + 2);
      for (let pair = 0; pair < 4; pair++) {
        const lowScale = scale * readSubScale(bytes, b + 4, 2 * pair);
        const lowMinimum = minimum * readSubMinimum(bytes, b + 4, 2 * pair);
        const highScale = scale * readSubScale(bytes, b + 4, 2 * pair + 1);
        const highMinimum = minimum * readSubMinimum(bytes, b + 4, 2 * pair + 1);
        const from = b + 16 + 32 * pair;
        const to = o + 64 * pair;
        for (let i = 0; i < 32; i++) {
          const nibbles = bytes[from + i]!;
          out[to + i] = lowScale * (nibbles & 15) - lowMinimum;
          out[to + i + 32] = highScale * (nibbles >> 4) - highMinimum;
        }
      }
    }
  },
};
