import pRetry from "p-retry";
import type { LoadProgress } from "../../completer.ts";
import { OpfsSource } from "./opfs-source.ts";
import type { ModelStore, ModelWriter, StoredFile, StoredNote, TurnCalls } from "./model-store.ts";
import { storedNoteSchema } from "./model-store.ts";
import type { SyncAccessHandle } from "./sync-access-handle.ts";

const FOLDER = "models";

/**
 * Keeps model files in the origin private file system. For a Worker: only there does a browser hand out the handles
 * that write in place.
 * @see https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle
 */
export class OpfsStore implements ModelStore {
  readonly kind = "opfs";
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  /** Rejects with a DOMException when the browser refuses storage, as in some private windows. */
  static async open(): Promise<OpfsStore> {
    const root = await navigator.storage.getDirectory();
    return new OpfsStore(await root.getDirectoryHandle(FOLDER, { create: true }));
  }

  async freeBytes(): Promise<number | null> {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
  }

  async readNote(fileName: string): Promise<StoredNote | null> {
    const file = await this.#getFile(noteName(fileName));
    if (file === null) return null;
    const text = await file.text();
    const parsed = storedNoteSchema.safeParse(jsonOrNull(text));
    return parsed.success ? parsed.data : null;
  }

  async writeNote(fileName: string, note: StoredNote): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(note));
    const writer = await this.openWriter(noteName(fileName), bytes.length);
    writer.write(0, bytes);
    writer.flush();
    writer.close();
  }

  async openWriter(fileName: string, bytes: number): Promise<ModelWriter> {
    const file = await this.#folder.getFileHandle(fileName, { create: true });
    const handle: SyncAccessHandle = await file.createSyncAccessHandle();
    try {
      if (handle.getSize() !== bytes) handle.truncate(bytes);
    } catch (error) {
      handle.close();
      throw error;
    }
    return {
      write: (offset, chunk) => {
        const written = handle.write(chunk, { at: offset });
        if (written !== chunk.length) {
          throw new DOMException(`${written} of ${chunk.length} bytes were written`, "QuotaExceededError");
        }
      },
      flush: () => handle.flush(),
      close: () => handle.close(),
    };
  }

  async openFile(fileName: string): Promise<StoredFile | null> {
    const handle = await this.#getHandle(fileName);
    if (handle === null) return null;
    const file = await handle.getFile();
    return { source: new OpfsSource(handle, file), modifiedMs: file.lastModified };
  }

  async list(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of this.#folder.keys()) if (!name.endsWith(NOTE_ENDING)) names.push(name);
    return names;
  }

  /** A Worker that just ended may hold the file a moment longer. */
  async remove(fileName: string): Promise<void> {
    for (const name of [fileName, noteName(fileName)]) {
      try {
        await pRetry(() => this.#folder.removeEntry(name), {
          retries: 5,
          minTimeout: 100,
          shouldRetry: ({ error }) => isNamed(error, "NoModificationAllowedError"),
        });
      } catch (error) {
        if (!isNamed(error, "NotFoundError")) throw error;
      }
    }
  }

  async exclusively<T>(
    fileName: string,
    { signal, onProgress }: TurnCalls,
    run: (tell: TurnCalls["onProgress"]) => Promise<T>,
  ): Promise<T> {
    const name = `fewshot-model:${fileName}`;
    const pages = new BroadcastChannel(name);
    pages.onmessage = ({ data }: MessageEvent<LoadProgress>) => onProgress(data);
    try {
      return await navigator.locks.request(name, { signal }, () => {
        // Messages of the page before may still be on their way.
        pages.onmessage = null;
        return run((progress) => {
          onProgress(progress);
          pages.postMessage(progress);
        });
      });
    } finally {
      pages.close();
    }
  }

  async #getFile(name: string): Promise<File | null> {
    return (await this.#getHandle(name))?.getFile() ?? null;
  }

  async #getHandle(name: string): Promise<FileSystemFileHandle | null> {
    try {
      return await this.#folder.getFileHandle(name);
    } catch (error) {
      if (isNamed(error, "NotFoundError")) return null;
      throw error;
    }
  }
}

const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;

const NOTE_ENDING = ".json";
const noteName = (fileName: string): string => `${fileName}${NOTE_ENDING}`;

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A page closed while it wrote the note leaves half of it.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
