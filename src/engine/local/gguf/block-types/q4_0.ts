import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/** Scale (half), then 16 bytes: low nibbles are values 0–15, high nibbles 16–31. Value: scale * (q - 8). */
export const q4_0: BlockType = {
  name: "Q4_0",
  blockLength: 32,
  blockBytes: 18,
  dequantize(bytes, out) {
    for (let o = 0, b = 0; o < out.length; o += 32, b += 18) {
      const scale = readHalf(bytes, b);
      for (let i = 0; i < 16; i++) {
        const pair = bytes[b + 2 + i]!;
        out[o + i] = scale * ((pair & 15) - 8);
        out[o + i + 16] = scale * ((pair >> 4) - 8);
      }
    }
  },
};
