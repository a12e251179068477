import type { BlockType } from "./block-type.ts";
import { readHalf } from "./half-precision.ts";

/** IEEE 754 half precision. */
export const f16: BlockType = {
  name: "F16",
  blockLength: 1,
  blockBytes: 2,
  dequantize(bytes, out) {
    for (let i = 0; i < out.length; i++) out[i] = readHalf(bytes, 2 * i);
  },
};
