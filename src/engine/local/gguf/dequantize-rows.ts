import type { BlockTypeName } from "./block-types/block-type.ts";
import { blockTypeNamed } from "./block-types/index.ts";

/**
 * Values of consecutive rows of a tensor, row-major: [rows * columns].
 * `raw`: the whole tensor's blocks. A row is the tensor's last dimension. Throws a RangeError when the rows reach
 * past the tensor's end.
 */
export function dequantizeRows(
  tensor: { readonly type: BlockTypeName; readonly shape: readonly number[] },
  raw: Uint8Array,
  firstRow: number,
  rows: number,
): Float32Array<ArrayBuffer> {
  const blockType = blockTypeNamed(tensor.type);
  const columns = tensor.shape.at(-1) ?? 1;
  const rowBytes = (columns / blockType.blockLength) * blockType.blockBytes;
  if (firstRow < 0 || rows < 0 || (firstRow + rows) * rowBytes > raw.length) {
    throw new RangeError(
      `rows ${firstRow} to ${firstRow + rows} are not in a tensor of ${raw.length / rowBytes} rows`,
    );
  }
  const out = new Float32Array(rows * columns);
  blockType.dequantize(raw.subarray(firstRow * rowBytes, (firstRow + rows) * rowBytes), out);
  return out;
}
