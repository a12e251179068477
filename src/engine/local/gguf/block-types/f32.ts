import type { BlockType } from "./block-type.ts";

/** Plain 32-bit floats. */
export const f32: BlockType = {
  name: "F32",
  blockLength: 1,
  blockBytes: 4,
  dequantize(bytes, out) {
    new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(bytes);
  },
};
