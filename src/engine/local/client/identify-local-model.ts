import { EngineError } from "../../completer.ts";
import type { ModelLibrary } from "../../model-library.ts";
import { fetchModelLock } from "../weights/fetch-model-lock.ts";
import { findModel } from "../weights/model-lock.ts";
import { isOwnId } from "../weights/own-models.ts";
import type { LocalCompleterOptions } from "./open-local-completer.ts";

/**
 * Name and hash of the model that would be opened, without opening it: from the lock file, or from the library for one
 * that the person added. Rejects with an EngineError.
 */
export function identifyLocalModel(
  { modelUrl, modelId }: Pick<LocalCompleterOptions, "modelUrl" | "modelId">,
  library: Pick<ModelLibrary, "list">,
): (chosenId?: string) => Promise<{ name: string; hash: string }> {
  return async (chosenId = modelId) => {
    if (!isOwnId(chosenId)) {
      const { name, sha256 } = findModel(await fetchModelLock(modelUrl), chosenId);
      return { name, hash: sha256 };
    }
    const model = (await library.list()).find(({ id }) => id === chosenId);
    if (model === undefined) throw new EngineError({ code: "model-missing", detail: "it was deleted" });
    return { name: model.name, hash: model.hash };
  };
}
