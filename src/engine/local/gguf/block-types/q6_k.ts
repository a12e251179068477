import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/**
 * 128 bytes of low nibbles, 64 bytes of upper bit pairs, 16 signed scales for groups of 16, scale of scales (half).
 * Each half of 128 values takes 64, 32 and 8 of those. Value: scale * (q - 32).
 */
export const q6_k: BlockType = {
  name: "Q6_K",
  blockLength: 256,
  blockBytes: 210,
  dequantize(bytes, out) {
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let o = 0, b = 0; o < out.length; o += 256, b += 210) {
      const scale = readHalf(bytes, b + 208);
      for (let half = 0; half < 2; half++) {
        const low = b + 64 * half;
        const high = b + 128 + 32 * half;
        const scales = b + 192 + 8 * half;
        const to = o + 128 * half;
        for (let i = 0; i < 32; i++) {
          const group = scales + (i >> 4);
          const upper = bytes[high + i]!;
          const first = bytes[low + i]!;
          const second = bytes[low + i + 32]!;
          out[to + i] = scale * signed[group]! * (((first & 15) | ((upper & 3) << 4)) - 32);
          out[to + i + 32] = scale * signed[group + 2]! * (((second & 15) | ((upper & 12) << 2)) - 32);
          out[to + i + 64] = scale * signed[group + 4]! * (((first >> 4) | (upper & 48)) - 32);
          out[to + i + 96] = scale * signed[group + 6]! * (((second >> 4) | ((upper & 192) >> 2)) - 32);
        }
      }
    }
  },
};
