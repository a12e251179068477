import { MemorySource } from "../gguf/memory-source.ts";
import type { ModelStore, ModelWriter, StoredFile, StoredNote, TurnCalls } from "./model-store.ts";

interface HeldFile {
  bytes: Uint8Array<ArrayBuffer>;
  modifiedMs: number;
}

/** Keeps model files as long as the page lives: for browsers that refuse OPFS, and for tests. */
export class MemoryStore implements ModelStore {
  readonly kind = "memory";
  readonly #files = new Map<string, HeldFile>();
  readonly #notes = new Map<string, StoredNote>();
  readonly #nowMs: () => number;
  readonly #freeBytes: number | null;

  constructor(nowMs: () => number = Date.now, freeBytes: number | null = null) {
    this.#nowMs = nowMs;
    this.#freeBytes = freeBytes;
  }

  async freeBytes(): Promise<number | null> {
    return this.#freeBytes;
  }

  async readNote(fileName: string): Promise<StoredNote | null> {
    return this.#notes.get(fileName) ?? null;
  }

  async writeNote(fileName: string, note: StoredNote): Promise<void> {
    this.#notes.set(fileName, note);
  }

  async openWriter(fileName: string, bytes: number): Promise<ModelWriter> {
    const file = this.#files.get(fileName) ?? { bytes: new Uint8Array(0), modifiedMs: 0 };
    if (file.bytes.length !== bytes) file.bytes = resized(file.bytes, bytes);
    let end = bytes;
    this.#files.set(fileName, file);
    return {
      write: (offset, chunk) => {
        end = Math.max(end, offset + chunk.length);
        // By doubling: a file that grows chunk by chunk would else be copied at each.
        if (end > file.bytes.length) file.bytes = resized(file.bytes, 2 * end);
        file.bytes.set(chunk, offset);
        file.modifiedMs = this.#nowMs();
      },
      flush: () => undefined,
      close: () => {
        if (file.bytes.length !== end) file.bytes = resized(file.bytes, end);
      },
    };
  }

  async openFile(fileName: string): Promise<StoredFile | null> {
    const file = this.#files.get(fileName);
    return file === undefined ? null : { source: new MemorySource(file.bytes), modifiedMs: file.modifiedMs };
  }

  async list(): Promise<readonly string[]> {
    return [...this.#files.keys()];
  }

  async remove(fileName: string): Promise<void> {
    this.#files.delete(fileName);
    this.#notes.delete(fileName);
  }

  async exclusively<T>(
    _fileName: string,
    { onProgress }: TurnCalls,
    run: (tell: TurnCalls["onProgress"]) => Promise<T>,
  ): Promise<T> {
    return run(onProgress);
  }
}

function resized(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(0, length));
  return copy;
}
