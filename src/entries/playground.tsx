import { observeTraffic } from "../engine/traffic.ts";
import { startPlayground } from "../playground/start-playground.ts";
import { startEngineWorker } from "./start-engine-worker.ts";

/** The page without Excel: the grid, the functions and the pane over the model that runs in this browser. */
const root = document.querySelector<HTMLElement>("#root");
if (!root) throw new Error("The page has no #root");

void startPlayground(root, async () => {
  const [{ createProduct }, { gridFunctions }, { openLocalCompleter }] = await Promise.all([
    import("../app/create-product.ts"),
    import("../functions/grid-functions.ts"),
    import("../engine/local/client/open-local-completer.ts"),
  ]);
  const openCompleter = openLocalCompleter({
    modelUrl: new URL("model/", document.baseURI).href,
    modelId: "gemma-3-270m",
    wasmUrl: new URL("wasm/", document.baseURI).href,
    startWorker: startEngineWorker,
  });
  return {
    createProduct: (host) => createProduct({ host, openCompleter, observeTraffic, nowMs: () => Date.now() }),
    functionsOf: gridFunctions,
    loadPane: async () => (await import("../taskpane/task-pane.tsx")).TaskPane,
  };
});
