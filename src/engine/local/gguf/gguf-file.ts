import { EngineError } from "../../completer.ts";
import type { BlockTypeName } from "./block-types/block-type.ts";
import { BLOCK_TYPES } from "./block-types/index.ts";
import type { ByteSource } from "./byte-source.ts";
import { dequantizeRows } from "./dequantize-rows.ts";
import type { TensorEntry } from "./gguf-header.ts";
import { readGgufHeader } from "./gguf-header.ts";
import type { Metadata } from "./metadata.ts";
import { readString } from "./metadata.ts";

export interface GgufTensor {
  readonly name: string;
  readonly type: BlockTypeName;
  /** Row-major, outermost first: a matrix is [rows, columns]. The last dimension is a whole number of blocks. */
  readonly shape: readonly number[];
  /** Position of the first byte in the file. */
  readonly offset: number;
  /** Length in the file. */
  readonly bytes: number;
}

/** A model file whose header has been read and checked; the weights stay in the source until asked for. */
export interface GgufFile {
  /** `general.architecture`, such as "gemma3". */
  readonly architecture: string;
  readonly metadata: Metadata;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  readonly source: ByteSource;
  /** The tensor's blocks as they lie in the file. Throws an EngineError when there is no such tensor. */
  readRaw(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Blocks of consecutive rows of a matrix; spare as ByteSource.read takes it. Throws an EngineError when there is no
   * such tensor.
   */
  readRawRows(
    name: string,
    first: number,
    count: number,
    spare?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** The tensor's values, row-major. Throws an EngineError when there is no such tensor. */
  readFloats(name: string): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * Reads a GGUF file's header and checks it against the file's length.
 * Throws an EngineError: model-file-invalid when the file is cut off or contradicts itself, model-unsupported when
 * it is sound but uses something that cannot be read here.
 */
export async function openGguf(source: ByteSource): Promise<GgufFile> {
  const { metadata, tensors: entries, dataOffset } = await readGgufHeader(source);
  const tensors = new Map<string, GgufTensor>();
  for (const entry of entries) {
    if (tensors.has(entry.name)) throw invalid(`tensor ${entry.name} is listed twice`);
    tensors.set(entry.name, checkTensor(entry, dataOffset, source.size));
  }
  refuseOverlaps(tensors.values());
  const find = (name: string): GgufTensor => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw invalid(`tensor ${name} is missing`);
    return tensor;
  };
  const readRaw = (name: string) => {
    const tensor = find(name);
    return source.read(tensor.offset, tensor.bytes);
  };
  return {
    architecture: readString(metadata, "general.architecture"),
    metadata,
    tensors,
    source,
    readRaw,
    readRawRows: async (name, first, count, spare) => {
      const tensor = find(name);
      const rowBytes = tensor.bytes / rowCount(tensor);
      return source.read(tensor.offset + first * rowBytes, count * rowBytes, spare);
    },
    readFloats: async (name) => {
      const tensor = find(name);
      return dequantizeRows(tensor, await readRaw(name), 0, rowCount(tensor));
    },
  };
}

/** Rows of a tensor: the product of all dimensions but the last; 1 for a vector. */
function rowCount(tensor: GgufTensor): number {
  return tensor.shape.slice(0, -1).reduce((product, size) => product * size, 1);
}

function checkTensor(entry: TensorEntry, dataOffset: number, fileBytes: number): GgufTensor {
  const blockType = BLOCK_TYPES.get(entry.type);
  if (blockType === undefined) {
    throw new EngineError({
      code: "model-unsupported",
      detail: `tensor ${entry.name} has block type ${entry.type}, which cannot be read`,
    });
  }
  const shape = entry.dimensions.toReversed();
  const values = shape.reduce((product, size) => product * size, 1);
  if (shape.includes(0) || !Number.isSafeInteger(values)) {
    throw invalid(`tensor ${entry.name} has the impossible shape [${shape.join(", ")}]`);
  }
  if ((shape.at(-1) ?? 1) % blockType.blockLength !== 0) {
    throw invalid(
      `tensor ${entry.name}: rows of ${shape.at(-1)} values are no whole number of ${blockType.name} blocks`,
    );
  }
  const offset = dataOffset + entry.offset;
  const bytes = (values / blockType.blockLength) * blockType.blockBytes;
  if (offset + bytes > fileBytes) {
    throw invalid(`tensor ${entry.name} ends at byte ${offset + bytes}, but the file has ${fileBytes}`);
  }
  return { name: entry.name, type: blockType.name, shape, offset, bytes };
}

/** A few bytes that stand for many tensors would be a small file that fills any memory. Throws an EngineError. */
function refuseOverlaps(tensors: Iterable<GgufTensor>): void {
  const inOrder = [...tensors].sort((a, b) => a.offset - b.offset);
  for (const [at, tensor] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (before !== undefined && before.offset + before.bytes > tensor.offset)
      throw invalid(`tensors ${before.name} and ${tensor.name} lie over each other`);
  }
}

function invalid(detail: string): EngineError {
  return new EngineError({ code: "model-file-invalid", detail });
}
