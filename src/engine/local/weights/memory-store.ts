import { MemorySource } from "../gguf/memory-source.ts";
import type { ModelStore, ModelWriter, StoredFile, StoredNote } from "./model-store.ts";

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
    if (file.bytes.length !== bytes) {
      const resized = new Uint8Array(bytes);
      resized.set(file.bytes.subarray(0, bytes));
      file.bytes = resized;
    }
    this.#files.set(fileName, file);
    return {
      write: (offset, chunk) => {
        file.bytes.set(chunk, offset);
        file.modifiedMs = this.#nowMs();
      },
      flush: () => undefined,
      close: () => undefined,
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

  async exclusively<T>(_fileName: string, _signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    return run();
  }
}
