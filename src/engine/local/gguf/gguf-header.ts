import { EngineError } from "../../completer.ts";
import type { ByteSource } from "./byte-source.ts";
import { HeaderCursor, MoreBytesNeeded } from "./header-cursor.ts";
import type { Metadata } from "./metadata.ts";

/** What the header says of one tensor, unchecked. */
export interface TensorEntry {
  readonly name: string;
  /** Innermost first, as in the file. */
  readonly dimensions: readonly number[];
  /** GGML's number of the block type. */
  readonly type: number;
  /** From the start of the tensor data. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly metadata: Metadata;
  readonly tensors: readonly TensorEntry[];
  /** Where the tensor data starts in the file. */
  readonly dataOffset: number;
}

const MAGIC = 0x46554747;
const DEFAULT_ALIGNMENT = 32;
const MOST_DIMENSIONS = 4;
const FIRST_READ_BYTES = 8 * 2 ** 20;
/** A name (8-byte length), a dimension count (4), a type (4) and an offset (8). */
const LEAST_TENSOR_BYTES = 24;
const ARRAY_TYPE = 9;
/** Longest list that is read: many times the largest vocabulary, and still only some hundred megabytes in memory. */
const MOST_VALUES = 2 ** 23;

/** GGUF's value types by number: how to read one, and the fewest bytes it takes. Arrays are handled apart. */
const VALUE_TYPES: readonly ({ read: (cursor: HeaderCursor) => unknown; leastBytes: number } | undefined)[] =
  [
    { read: (cursor) => cursor.uint8(), leastBytes: 1 },
    { read: (cursor) => cursor.int8(), leastBytes: 1 },
    { read: (cursor) => cursor.uint16(), leastBytes: 2 },
    { read: (cursor) => cursor.int16(), leastBytes: 2 },
    { read: (cursor) => cursor.uint32(), leastBytes: 4 },
    { read: (cursor) => cursor.int32(), leastBytes: 4 },
    { read: (cursor) => cursor.float32(), leastBytes: 4 },
    { read: (cursor) => cursor.boolean(), leastBytes: 1 },
    { read: (cursor) => cursor.string(), leastBytes: 8 },
    undefined,
    { read: (cursor) => cursor.uint64(), leastBytes: 8 },
    { read: (cursor) => cursor.int64(), leastBytes: 8 },
    { read: (cursor) => cursor.float64(), leastBytes: 8 },
  ];

/**
 * Reads the header of a GGUF file, versions 2 and 3, little-endian (format: ggml's `docs/gguf.md`).
 * No count in the file is believed further than the file's length allows. Throws an EngineError.
 */
export async function readGgufHeader(source: ByteSource): Promise<GgufHeader> {
  for (let length = Math.min(FIRST_READ_BYTES, source.size); ; length = Math.min(4 * length, source.size)) {
    const cursor = new HeaderCursor(await source.read(0, length), source.size);
    try {
      return readHeader(cursor);
    } catch (error) {
      if (!(error instanceof MoreBytesNeeded)) throw error;
    }
  }
}

function readHeader(cursor: HeaderCursor): GgufHeader {
  if (cursor.uint32() !== MAGIC) throw invalid("not a GGUF file: it does not start with GGUF");
  const version = cursor.uint32();
  if (version !== 2 && version !== 3) {
    const name = (version & 0xffff) === 0 ? "big-endian GGUF" : `GGUF version ${version}`;
    throw new EngineError({ code: "model-unsupported", detail: `${name} cannot be read` });
  }
  const tensorCount = cursor.count();
  const entryCount = cursor.count();
  const entries: [string, unknown][] = [];
  for (let i = 0; i < entryCount; i++) {
    const key = cursor.string();
    entries.push([key, readValue(cursor, key)]);
  }
  const metadata: Metadata = Object.fromEntries(entries);
  cursor.require(tensorCount * LEAST_TENSOR_BYTES);
  const tensors = Array.from({ length: tensorCount }, () => readTensorEntry(cursor));
  const alignment = Object.hasOwn(metadata, "general.alignment")
    ? metadata["general.alignment"]
    : DEFAULT_ALIGNMENT;
  if (typeof alignment !== "number" || alignment <= 0 || !Number.isInteger(alignment)) {
    throw invalid(`general.alignment is ${String(alignment)}`);
  }
  return { metadata, tensors, dataOffset: Math.ceil(cursor.position / alignment) * alignment };
}

function readValue(cursor: HeaderCursor, key: string): unknown {
  const type = cursor.uint32();
  if (type !== ARRAY_TYPE) return valueType(type, key).read(cursor);
  const { read, leastBytes } = valueType(cursor.uint32(), key);
  const length = cursor.count();
  if (length > MOST_VALUES && cursor.hasRoomFor(length * leastBytes)) {
    throw new EngineError({
      code: "model-unsupported",
      detail: `metadata key ${key} has ${length} values, more than can be read`,
    });
  }
  cursor.require(length * leastBytes);
  const values: unknown[] = [];
  for (let i = 0; i < length; i++) values.push(read(cursor));
  return values;
}

function valueType(type: number, key: string) {
  const found = VALUE_TYPES[type];
  if (found !== undefined) return found;
  const problem = type === ARRAY_TYPE ? "is a list of lists" : `has value type ${type}`;
  throw new EngineError({
    code: "model-unsupported",
    detail: `metadata key ${key} ${problem}, which cannot be read`,
  });
}

function readTensorEntry(cursor: HeaderCursor): TensorEntry {
  const name = cursor.string();
  const count = cursor.uint32();
  if (count > MOST_DIMENSIONS) throw invalid(`tensor ${name} has ${count} dimensions`);
  const dimensions = Array.from({ length: count }, cursor.count);
  return { name, dimensions, type: cursor.uint32(), offset: cursor.count() };
}

function invalid(detail: string): EngineError {
  return new EngineError({ code: "model-file-invalid", detail });
}
