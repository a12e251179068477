import { fetchModelLock } from "../weights/fetch-model-lock.ts";
import { findModel } from "../weights/model-lock.ts";
import type { LocalCompleterOptions } from "./open-local-completer.ts";

/** Name and hash of the model that would be opened, from the lock file alone. Rejects with an EngineError. */
export function identifyLocalModel({
  modelUrl,
  modelId,
}: Pick<LocalCompleterOptions, "modelUrl" | "modelId">): () => Promise<{ name: string; hash: string }> {
  return async () => {
    const { name, sha256 } = findModel(await fetchModelLock(modelUrl), modelId);
    return { name, hash: sha256 };
  };
}
