import type { ByteReader, ByteSource } from "./byte-source.ts";

/** A file that is wholly in memory. */
export class MemorySource implements ByteSource {
  readonly size: number;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#at(offset, length);
  }

  async openReader(): Promise<ByteReader> {
    return {
      read: (offset, into) => into.set(this.#at(offset, into.length)),
      close: () => undefined,
    };
  }

  #at(offset: number, length: number): Uint8Array<ArrayBuffer> {
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new RangeError(`bytes ${offset} to ${offset + length} are not in a file of ${this.size}`);
    }
    return this.#bytes.subarray(offset, offset + length);
  }
}
