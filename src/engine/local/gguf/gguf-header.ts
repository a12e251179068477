import { EngineError } from "../../completer.ts";
import type { ByteSource } from "./byte-source.ts";

const MAGIC = 0x46554747;
const HEADER_BYTES = 24;
/** A key (8-byte length), a type (4) and at least one byte of value. */
const MINIMUM_ENTRY_BYTES = 13;
/** A name (8-byte length), a dimension count (4), a type (4) and an offset (8). */
const MINIMUM_TENSOR_BYTES = 24;

/**
 * Refuses what is no GGUF file before a parser sees it: wrong magic, a version other than 2 and 3, a big-endian file,
 * or more entries than the file has room for (a lying count would make a parser allocate without end).
 * Throws an EngineError.
 */
export async function checkGgufHeader(source: ByteSource): Promise<void> {
  if (source.size < HEADER_BYTES) {
    throw new EngineError({ code: "model-file-invalid", detail: `a GGUF file cannot have only ${source.size} bytes` });
  }
  const bytes = await source.read(0, HEADER_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new EngineError({ code: "model-file-invalid", detail: "not a GGUF file: it does not start with GGUF" });
  }
  const version = view.getUint32(4, true);
  if (version !== 2 && version !== 3) {
    const name = (version & 0xffff) === 0 ? "big-endian GGUF" : `GGUF version ${version}`;
    throw new EngineError({ code: "model-unsupported", detail: `${name} cannot be read` });
  }
  const tensors = view.getBigUint64(8, true);
  const entries = view.getBigUint64(16, true);
  if (tensors * BigInt(MINIMUM_TENSOR_BYTES) + entries * BigInt(MINIMUM_ENTRY_BYTES) > BigInt(source.size)) {
    throw new EngineError({
      code: "model-file-invalid",
      detail: `${tensors} tensors and ${entries} metadata entries do not fit in ${source.size} bytes`,
    });
  }
}
