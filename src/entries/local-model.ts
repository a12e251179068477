import type { ComputeMemory } from "../app/model/choose-compute.ts";
import { identifyLocalModel } from "../engine/local/client/identify-local-model.ts";
import { LocalLibrary } from "../engine/local/client/local-library.ts";
import { openLocalCompleter } from "../engine/local/client/open-local-completer.ts";
import { startEngineWorker } from "./start-engine-worker.ts";

/** Id in the lock file of the model that the site is served with. */
export const DEFAULT_MODEL = "gemma-3-270m";

/** The models beside this page, which run in its own Worker. */
export function localModel(compute: ComputeMemory) {
  const source = { modelUrl: new URL("model/", document.baseURI).href, modelId: DEFAULT_MODEL };
  const library = new LocalLibrary({ ...source, startWorker: startEngineWorker });
  return {
    library,
    identifyModel: identifyLocalModel(source, library),
    openCompleter: openLocalCompleter({
      ...source,
      wasmUrl: new URL("wasm/", document.baseURI).href,
      startWorker: startEngineWorker,
      compute: compute.read,
    }),
  };
}
