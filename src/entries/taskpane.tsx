import "./no-eval.ts";
import { productCommands } from "../app/edits/commands.ts";
import { createProduct } from "../app/create-product.ts";
import { MESSAGES as PRODUCT_MESSAGES } from "../app/messages.ts";
import { wordsOf } from "../app/words-of.ts";
import { steadyNowMs } from "../engine/steady-clock.ts";
import { observeTraffic } from "../engine/traffic.ts";
import { setProduct } from "../functions/product-slot.ts";
import { registerFunctions } from "../functions/register-functions.ts";
import { OfficeHost } from "../host/office/office-host.ts";
import { officeLanguage, officeReady } from "../host/office/office-ready.ts";
import { officeColorScheme } from "../host/office/office-theme.ts";
import { associateCommands, showPane } from "../host/office/ribbon-commands.ts";
import { browserComputeMemory } from "./compute-memory.ts";
import { browserGentleChoice } from "./gentle-choice.ts";
import { followLanguage } from "../taskpane/language/chosen-language.ts";
import { localModel } from "./local-model.ts";
import { browserModelChoice } from "./model-choice.ts";
import { firstRefusedVersion } from "./refused-version.ts";
import { serverParts } from "./server-parts.ts";

/** Excel's shared runtime: functions, pane and ribbon live in this one page. */
const OFFICE_TIMEOUT_MS = 5000;

// Excel asks for the functions while this script runs, long before the pane is drawn.
if (typeof CustomFunctions !== "undefined") registerFunctions();

const refusal = firstRefusedVersion();

async function start(root: HTMLElement): Promise<void> {
  const isExcel = await officeReady(OFFICE_TIMEOUT_MS);
  const compute = browserComputeMemory();
  followLanguage(isExcel ? officeLanguage() : navigator.language);
  const { library, identifyModel, openCompleter } = localModel(compute);
  const product = isExcel
    ? createProduct({
        host: new OfficeHost(),
        openCompleter,
        identifyModel,
        models: { library, choice: browserModelChoice() },
        compute,
        servers: serverParts(),
        gentle: browserGentleChoice(),
        observeTraffic,
        nowMs: steadyNowMs,
      })
    : null;
  if (product !== null) {
    setProduct(product);
    void refusal.then((file) => product.report(PRODUCT_MESSAGES.versionRefused(file)));
    associateCommands(productCommands(product, showPane), (error) => product.report(wordsOf(error)));
  }
  const { renderPane } = await import("../taskpane/render-pane.tsx");
  renderPane(root, product, isExcel ? officeColorScheme() : null);
}

const root = document.querySelector<HTMLElement>("#root");
if (!root) throw new Error("The page has no #root");
start(root).catch(async (error: unknown) => {
  console.error(error);
  const reason = wordsOf(error);
  root.textContent = reason;
  const { MESSAGES } = await import("../taskpane/messages/messages.ts");
  root.textContent = MESSAGES.startFailed(reason);
});
