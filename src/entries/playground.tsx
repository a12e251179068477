import "./no-eval.ts";
import "./grid-styles.ts";
import { steadyNowMs } from "../engine/steady-clock.ts";
import { observeTraffic } from "../engine/traffic.ts";
import { startPlayground } from "../playground/start-playground.ts";
import { browserComputeMemory } from "./compute-memory.ts";
import { browserDownloadAgreement } from "./download-agreement.ts";
import { browserGentleChoice } from "./gentle-choice.ts";
import { browserModelChoice } from "./model-choice.ts";
import { firstRefusedVersion } from "./refused-version.ts";

/** The page without Excel: the grid, the functions and the pane over the model that runs in this browser. */
const root = document.querySelector<HTMLElement>("#root");
if (!root) throw new Error("The page has no #root");
const refusal = firstRefusedVersion();

void startPlayground(root, async () => {
  const [
    { createProduct },
    { gridFunctions },
    { localModel, DEFAULT_MODEL },
    { serverParts },
    { browserDrafts },
    { MESSAGES },
  ] = await Promise.all([
    import("../app/create-product.ts"),
    import("../functions/grid-functions.ts"),
    import("./local-model.ts"),
    import("./server-parts.ts"),
    import("./browser-drafts.ts"),
    import("../app/messages.ts"),
  ]);
  const compute = browserComputeMemory();
  const { library, identifyModel, openCompleter } = localModel(compute);
  const models = { library, choice: browserModelChoice() };
  const servers = serverParts();
  const downloads = browserDownloadAgreement(DEFAULT_MODEL);
  const gentle = browserGentleChoice();
  return {
    createProduct: (host) => {
      const product = createProduct({
        host,
        openCompleter,
        identifyModel,
        models,
        downloads,
        compute,
        servers,
        gentle,
        observeTraffic,
        nowMs: steadyNowMs,
      });
      void refusal.then((file) => product.report(MESSAGES.versionRefused(file)));
      return product;
    },
    functionsOf: gridFunctions,
    loadPane: async () => (await import("../taskpane/task-pane.tsx")).TaskPane,
    drafts: browserDrafts(),
  };
});
