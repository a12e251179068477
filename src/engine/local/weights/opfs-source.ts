import type { ByteReader, ByteSource } from "../gguf/byte-source.ts";
import { BlobSource } from "./blob-source.ts";
import type { SyncAccessHandle } from "./sync-access-handle.ts";

/** A file of OPFS, read from a Worker: through a handle of its own while it is held, else as a blob. */
export class OpfsSource implements ByteSource {
  readonly size: number;
  readonly file: FileSystemFileHandle;
  readonly #blob: BlobSource;
  readonly #modifiedMs: number;
  #handle: SyncAccessHandle | null = null;

  /** @param blob the file as it is now */
  constructor(file: FileSystemFileHandle, blob: File) {
    this.file = file;
    this.#modifiedMs = blob.lastModified;
    this.#blob = new BlobSource(blob);
    this.size = blob.size;
  }

  async read(
    offset: number,
    length: number,
    spare?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#handle === null) return this.#blob.read(offset, length);
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new RangeError(`bytes ${offset} to ${offset + length} are not in a file of ${this.size}`);
    }
    const bytes = spare?.subarray(0, length) ?? new Uint8Array(length);
    const read = this.#handle.read(bytes, { at: offset });
    if (read !== length) throw new RangeError(`${read} of ${length} bytes were read`);
    return bytes;
  }

  /** Rejects, as reading the blob would, where the file was changed since. While it is held nobody can change it. */
  async hold(): Promise<() => void> {
    try {
      this.#handle = await this.file.createSyncAccessHandle({ mode: "read-only" });
    } catch (error) {
      // Another page has it, or there are no such handles here: the blob is there for that.
      if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
    }
    if (this.#handle !== null) await this.#checkUnchanged(this.#handle);
    return () => {
      this.#handle?.close();
      this.#handle = null;
    };
  }

  /** Rejects as hold does. */
  async openReader(): Promise<ByteReader | null> {
    const reader = await openOpfsReader(this.file);
    if (reader !== null) await this.#checkUnchanged(reader);
    return reader;
  }

  async #checkUnchanged(opened: { close(): void }): Promise<void> {
    if ((await this.file.getFile()).lastModified === this.#modifiedMs) return;
    opened.close();
    throw new DOMException("the file was changed after it was opened", "NotReadableError");
  }
}

/** Null where the browser lets in one reader alone: other pages would have to wait for it. */
export async function openOpfsReader(file: FileSystemFileHandle): Promise<ByteReader | null> {
  const handles: SyncAccessHandle[] = [];
  const close = () => handles.forEach((handle) => handle.close());
  try {
    // A second one tells whether the browser knows the mode.
    for (let i = 0; i < 2; i++) handles.push(await file.createSyncAccessHandle({ mode: "read-only" }));
  } catch (error) {
    close();
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
  handles.pop()!.close();
  const [handle] = handles;
  return {
    read: (offset, into) => {
      const read = handle!.read(into, { at: offset });
      if (read !== into.length) throw new RangeError(`${read} of ${into.length} bytes were read`);
    },
    close,
  };
}
