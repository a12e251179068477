import { blockTypeNamed } from "../gguf/block-types/index.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import type { Matrix } from "./matrix.ts";

/** A two-dimensional tensor of the file as a Matrix over its quantised bytes. The name must be in the file. */
export async function tensorMatrix(file: GgufFile, name: string): Promise<Matrix> {
  const tensor = file.tensors.get(name)!;
  const [rows, columns] = tensor.shape as [number, number];
  const blockType = blockTypeNamed(tensor.type);
  const rowBytes = (columns / blockType.blockLength) * blockType.blockBytes;
  const raw = await file.readRaw(name);
  return {
    rows,
    columns,
    readRow: (row, out) => blockType.dequantize(raw.subarray(row * rowBytes, (row + 1) * rowBytes), out),
  };
}
