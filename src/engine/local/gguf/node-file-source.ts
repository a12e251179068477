import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import type { ByteReader, ByteSource } from "./byte-source.ts";

/** A model file on disk, for scripts and tests under Node; no page may import it. */
export class NodeFileSource implements ByteSource {
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Rejects with Node's own error (ENOENT, EACCES …) when the file cannot be opened. */
  static async open(path: string): Promise<NodeFileSource> {
    const handle = await open(path);
    return new NodeFileSource(handle, (await handle.stat()).size);
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new RangeError(`bytes ${offset} to ${offset + length} are not in a file of ${this.size}`);
    }
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw new RangeError(`the file became shorter than ${this.size} bytes`);
      done += bytesRead;
    }
    return bytes;
  }

  /** Reads as long as this source is open. */
  async openReader(): Promise<ByteReader> {
    return {
      read: (offset, into) => {
        if (readSync(this.#handle.fd, into, 0, into.length, offset) !== into.length)
          throw new RangeError(`the file has no bytes ${offset} to ${offset + into.length}`);
      },
      close: () => undefined,
    };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
