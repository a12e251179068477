import type { BlockType } from "./block-type.ts";

/** The upper 16 bits of a 32-bit float. */
export const bf16: BlockType = {
  name: "BF16",
  blockLength: 1,
  blockBytes: 2,
  dequantize(bytes, out) {
    const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
    for (let i = 0; i < bits.length; i++) bits[i] = (bytes[2 * i]! << 16) | (bytes[2 * i + 1]! << 24);
  },
};
