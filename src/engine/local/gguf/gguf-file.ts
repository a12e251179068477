import { gguf } from "@huggingface/gguf";
import type { GGUFTensorInfo } from "@huggingface/gguf";
import { EngineError } from "../../completer.ts";
import type { BlockTypeName } from "./block-types/block-type.ts";
import { BLOCK_TYPES } from "./block-types/index.ts";
import type { ByteSource } from "./byte-source.ts";
import { dequantizeRows } from "./dequantize-rows.ts";
import { checkGgufHeader } from "./gguf-header.ts";
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
  /** The tensor's blocks as they lie in the file. Throws an EngineError when there is no such tensor. */
  readRaw(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The tensor's values, row-major. Throws an EngineError when there is no such tensor. */
  readFloats(name: string): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * Reads a GGUF file's header (format: ggml's `docs/gguf.md`).
 * Throws an EngineError: model-file-invalid when the file is cut off or contradicts itself, model-unsupported when
 * it is sound but uses something that cannot be read here.
 */
export async function openGguf(source: ByteSource): Promise<GgufFile> {
  await checkGgufHeader(source);
  const header = await parse(source);
  const metadata: Metadata = header.metadata;
  const dataOffset = Number(header.tensorDataOffset);
  if (header.tensorInfoByteRange[1] > source.size) throw invalid("the file ends inside its header");
  const tensors = new Map<string, GgufTensor>();
  for (const info of header.tensorInfos) {
    if (tensors.has(info.name)) throw invalid(`tensor ${info.name} is listed twice`);
    tensors.set(info.name, checkTensor(info, dataOffset, source.size));
  }
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
    readRaw,
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

/** The library reads by HTTP range requests; they are answered from the source. */
async function parse(source: ByteSource) {
  try {
    return await gguf("https://model.invalid/model.gguf", {
      fetch: async (_url, request) => {
        const range = /bytes=(\d+)-(\d+)/.exec(new Headers(request?.headers).get("range") ?? "");
        const first = Number(range?.[1]);
        if (first >= source.size) throw invalid("the file ends inside its header");
        const bytes = await source.read(first, Math.min(Number(range?.[2]) + 1, source.size) - first);
        return new Response(bytes);
      },
    });
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function checkTensor(info: GGUFTensorInfo, dataOffset: number, fileBytes: number): GgufTensor {
  const blockType = BLOCK_TYPES.get(info.dtype);
  if (blockType === undefined) {
    throw new EngineError({
      code: "model-unsupported",
      detail: `tensor ${info.name} has block type ${info.dtype}, which cannot be read`,
    });
  }
  const shape = info.shape.map(Number).reverse();
  const values = shape.reduce((product, size) => product * size, 1);
  if (shape.includes(0) || !Number.isSafeInteger(values)) {
    throw invalid(`tensor ${info.name} has the impossible shape [${shape.join(", ")}]`);
  }
  if ((shape.at(-1) ?? 1) % blockType.blockLength !== 0) {
    throw invalid(`tensor ${info.name}: rows of ${shape.at(-1)} values are no whole number of ${blockType.name} blocks`);
  }
  const offset = dataOffset + Number(info.offset);
  const bytes = (values / blockType.blockLength) * blockType.blockBytes;
  if (offset + bytes > fileBytes) {
    throw invalid(`tensor ${info.name} ends at byte ${offset + bytes}, but the file has ${fileBytes}`);
  }
  return { name: info.name, type: blockType.name, shape, offset, bytes };
}

function invalid(detail: string): EngineError {
  return new EngineError({ code: "model-file-invalid", detail });
}
