import { EngineError } from "../../completer.ts";
import type { ModelStore } from "./model-store.ts";

export const isStorageFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError";

/** For what the browser had no room for, whatever it had said before: some say the same number to every page. */
export async function storageFull(store: ModelStore, neededBytes: number | null): Promise<EngineError> {
  const free = await store.freeBytes();
  const freeBytes = free !== null && neededBytes !== null && free < neededBytes ? free : null;
  return new EngineError({ code: "storage-too-small", neededBytes, freeBytes });
}
