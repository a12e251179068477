import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";
import { readSubMinimum, readSubScale } from "./sub-scale.ts";

/**
 * As Q4_K with 32 bytes of fifth bits between scales and nibbles: bit g of byte i belongs to value i of group g.
 * Value: scale * q - minimum.
 */
export const q5_k: BlockType = {
  name: "Q5_K",
  blockLength: 256,
  blockBytes: 176,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 256, b += 176) {
      const scale = readHalf(bytes, b);
      const minimum = readHalf(bytes, b + 2);
      for (let pair = 0; pair < 4; pair++) {
        const lowScale = scale * readSubScale(bytes, b + 4, 2 * pair);
        const lowMinimum = minimum * readSubMinimum(bytes, b + 4, 2 * pair);
        const highScale = scale * readSubScale(bytes, b + 4, 2 * pair + 1);
        const highMinimum = minimum * readSubMinimum(bytes, b + 4, 2 * pair + 1);
        const from = b + 48 + 32 * pair;
        const to = o + 64 * pair;
        for (let i = 0; i < 32; i++) {
          const nibbles = bytes[from + i]!;
          const fifth = bytes[b + 16 + i]! >> (2 * pair);
          out[to + i] = lowScale * ((nibbles & 15) | ((fifth & 1) << 4)) - lowMinimum;
          out[to + i + 32] = highScale * ((nibbles >> 4) | ((fifth & 2) << 3)) - highMinimum;
        }
      }
    }
  },
};
