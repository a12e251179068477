import { EngineError } from "../../completer.ts";

/** Thrown when the value reaches past the bytes that have been read, but not past the file's end. */
export class MoreBytesNeeded extends Error {
  override readonly name = "MoreBytesNeeded";
}

/**
 * Reads little-endian values one after the other from the start of a file. Throws MoreBytesNeeded at the end of the
 * bytes read so far, and an EngineError (model-file-invalid) at the end of the file.
 */
export class HeaderCursor {
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #fileBytes: number;
  /** A byte order mark is part of the text: Gemma's vocabulary has tokens that start with one. */
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(bytes: Uint8Array, fileBytes: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fileBytes = fileBytes;
  }

  /** Whether so many bytes follow in the file, read or not. */
  hasRoomFor(length: number): boolean {
    return this.position + length <= this.#fileBytes;
  }

  /** Throws unless so many bytes follow. */
  require(length: number): void {
    if (this.position + length <= this.#bytes.length) return;
    if (this.hasRoomFor(length)) throw new MoreBytesNeeded();
    throw new EngineError({
      code: "model-file-invalid",
      detail: `the file ends inside its header: ${length} bytes expected at byte ${this.position} of ${this.#fileBytes}`,
    });
  }

  uint8 = (): number => this.#view.getUint8(this.#take(1));
  int8 = (): number => this.#view.getInt8(this.#take(1));
  uint16 = (): number => this.#view.getUint16(this.#take(2), true);
  int16 = (): number => this.#view.getInt16(this.#take(2), true);
  uint32 = (): number => this.#view.getUint32(this.#take(4), true);
  int32 = (): number => this.#view.getInt32(this.#take(4), true);
  float32 = (): number => this.#view.getFloat32(this.#take(4), true);
  float64 = (): number => this.#view.getFloat64(this.#take(8), true);
  uint64 = (): bigint => this.#view.getBigUint64(this.#take(8), true);
  int64 = (): bigint => this.#view.getBigInt64(this.#take(8), true);
  boolean = (): boolean => this.uint8() !== 0;

  /** A 64-bit count; above 2^53 it is rounded, which any check against the file's length refuses. */
  count = (): number => {
    const at = this.#take(8);
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * 2 ** 32;
  };

  /** A length and so many bytes of UTF-8. */
  string = (): string => {
    const length = this.count();
    this.require(length);
    const start = this.position;
    this.position += length;
    let text = "";
    for (let at = start; at < this.position; at++) {
      const byte = this.#bytes[at]!;
      if (byte > 127 || length > 32) return this.#decoder.decode(this.#bytes.subarray(start, this.position));
      text += String.fromCharCode(byte);
    }
    return text;
  };

  #take(length: number): number {
    this.require(length);
    const at = this.position;
    this.position += length;
    return at;
  }
}
