import { MemoryStore } from "./memory-store.ts";
import type { ModelStore } from "./model-store.ts";
import { OpfsStore } from "./opfs-store.ts";

/**
 * The store that lasts longest here: OPFS, or memory when the browser refuses OPFS, in which case the model is
 * downloaded again with each page. `kind` tells which. Call it in a Worker.
 */
export async function chooseStore(): Promise<ModelStore> {
  // lib.dom says that these are always there; plain http and some private windows lack them.
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  const handles = globalThis.FileSystemFileHandle?.prototype as Partial<FileSystemFileHandle> | undefined;
  if (storage?.getDirectory === undefined || handles?.createSyncAccessHandle === undefined) {
    return new MemoryStore();
  }
  try {
    return await OpfsStore.open();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return new MemoryStore();
    throw error;
  }
}
