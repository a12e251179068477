import type { ByteSource } from "../gguf/byte-source.ts";
import type { ModelStore, ModelWriter } from "./model-store.ts";

/** Changes whenever the kernels take weights in another form. */
const VERSION = 3;
const PREFIX = "prepared-";

/** The file that the prepared weights of a model lie in. hash: hex SHA-256 of the model file */
export const preparedFileName = (hash: string): string => `${PREFIX}${VERSION}-${hash}`;

/**
 * A model's weights as the kernels take them, from an earlier start or for the next one. Kept beside the model files;
 * what goes wrong with them is no failure, since they can be prepared again. The note beside the file is written last,
 * so that half a file is never read.
 */
export class PreparedWeights {
  readonly #store: ModelStore;
  readonly #hash: string;
  readonly #kept: ByteSource | null;
  readonly #letGo: (() => void) | null;
  #writer: ModelWriter | null;

  private constructor(
    store: ModelStore,
    hash: string,
    kept: ByteSource | null,
    letGo: (() => void) | null,
    writer: ModelWriter | null,
  ) {
    this.#store = store;
    this.#hash = hash;
    this.#kept = kept;
    this.#letGo = letGo;
    this.#writer = writer;
  }

  /** Null where nothing can be kept. */
  static async open(store: ModelStore, hash: string): Promise<PreparedWeights | null> {
    if (store.kind === "memory") return null;
    const name = preparedFileName(hash);
    try {
      const note = await store.readNote(name);
      const file = await store.openFile(name);
      if (file !== null && note?.sha256 === hash && note.modifiedMs === file.modifiedMs) {
        const letGo = (await file.source.hold?.()) ?? null;
        return new PreparedWeights(store, hash, file.source, letGo, null);
      }
      // First: where another page writes or reads it now, this says so at once.
      const writer = await store.openWriter(name, 0);
      try {
        await store.writeNote(name, { sha256: "", finishedPieces: [], modifiedMs: null });
        await removeOthers(store, hash);
      } catch (error) {
        writer.close();
        throw error;
      }
      return new PreparedWeights(store, hash, null, null, writer);
    } catch (error) {
      // No room, or another page has it.
      if (error instanceof DOMException) return null;
      throw error;
    }
  }

  /** True: all of it can be read. False: all of it is to be written. */
  get isKept(): boolean {
    return this.#kept !== null;
  }

  /** Only where it is kept; spare as ByteSource.read takes it. */
  read(offset: number, length: number, spare?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return this.#kept!.read(offset, length, spare);
  }

  write(offset: number, bytes: Uint8Array<ArrayBuffer>): void {
    try {
      this.#writer?.write(offset, bytes);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // No room: nothing is kept, and what was written goes.
      this.#writer?.close();
      this.#writer = null;
      void this.#store.remove(preparedFileName(this.#hash));
    }
  }

  /** All was read or written. */
  async end(): Promise<void> {
    this.#letGo?.();
    if (this.#writer === null) return;
    try {
      await this.#finish(this.#writer);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // No room, as in write.
      await this.discard();
    }
  }

  /** The model could not be opened: nothing is kept, also of what was kept before. */
  async discard(): Promise<void> {
    this.#letGo?.();
    this.#writer?.close();
    this.#writer = null;
    try {
      await this.#store.remove(preparedFileName(this.#hash));
    } catch (error) {
      // Another page has it.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  async #finish(writer: ModelWriter): Promise<void> {
    const name = preparedFileName(this.#hash);
    writer.flush();
    writer.close();
    this.#writer = null;
    const file = await this.#store.openFile(name);
    if (file === null) return;
    await this.#store.writeNote(name, {
      sha256: this.#hash,
      finishedPieces: [],
      modifiedMs: file.modifiedMs,
    });
  }
}

/** Deletes what other versions prepared of the model. */
async function removeOthers(store: ModelStore, hash: string): Promise<void> {
  for (const name of await store.list()) {
    if (name.startsWith(PREFIX) && name.endsWith(hash) && name !== preparedFileName(hash))
      await store.remove(name);
  }
}
