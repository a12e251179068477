import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/** Scale (half), then 32 signed bytes. Value: scale * q. */
export const q8_0: BlockType = {
  name: "Q8_0",
  blockLength: 32,
  blockBytes: 34,
  dequantize(bytes, out) {
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let o = 0, b = 0; o < out.length; o += 32, b += 34) {
      const scale = readHalf(bytes, b);
      for (let i = 0; i < 32; i++) out[o + i] = scale * signed[b + 2 + i]!;
    }
  },
};
