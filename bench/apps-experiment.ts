import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { takeBrowserKernels } from "../scripts/browser-kernels.ts";
import { modelFile } from "../scripts/eval/model-file.ts";
import { replaceSection } from "../scripts/replace-section.ts";
import { runScript } from "../scripts/run-script.ts";
import { writeWhole } from "../scripts/write-whole.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { APP_TASKS } from "./apps/app-tasks.ts";
import { withRun, type ModelRun, type WrittenRun } from "./apps/apps-results.ts";
import { appsTable } from "./apps/apps-table.ts";
import { writeApps } from "./apps/write-apps.ts";

const RESULTS = "bench/results/apps.json";
const DOCUMENT = new URL("../docs/apps.md", import.meta.url);

/**
 * `npm run apps-experiment`: 30 descriptions written by each model as code after 2, 5 and 10 sample apps, compiled as
 * the pane does, and tried in Chromium. --models: ids of models.lock.json or GGUF files, parted by commas. What the file of the results holds of other models and examples stays there. `--stage write
 * --out FILE` only writes code, which needs no browser; `--stage check FILE…` tries what was written.
 */
runScript(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      models: { type: "string", default: "gemma-3-270m,smollm2-135m" },
      examples: { type: "string", default: "2,5,10" },
      stage: { type: "string" },
      out: { type: "string", default: RESULTS },
    },
  });
  const { stage, out } = values;
  if (stage === "check") {
    for (const file of positionals)
      await checkAll(JSON.parse(await readFile(file, "utf8")) as WrittenRun[], out);
    return;
  }
  const counts = values.examples.split(",").map(Number);
  const written: WrittenRun[] = [];
  for (const model of values.models.split(",")) {
    await writeModel(model, counts, async (run) => {
      written.push(run);
      if (stage === "write") await write(out, written);
      else await checkAll([run], out);
    });
  }
});

async function writeModel(
  model: string,
  counts: readonly number[],
  onRun: (run: WrittenRun) => Promise<void>,
): Promise<void> {
  const path = await modelFile(model);
  const hash = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  takeBrowserKernels();
  const source = await NodeFileSource.open(path);
  const engine = await LocalEngine.open({ source, hash, threads: 1, createSampler });
  try {
    const descriptions = APP_TASKS.map(({ description }) => description);
    for (const examples of counts) {
      const { dropped, apps } = await writeApps(engine, descriptions, examples);
      await onRun({ model: engine.model.name, modelHash: hash, examples, dropped, apps });
    }
  } finally {
    engine.close();
    await source.close();
  }
}

/** Tries what was written, and adds it to the results. */
async function checkAll(written: readonly WrittenRun[], out: string): Promise<void> {
  // Written code needs neither the site nor a browser.
  const { openChecks } = await import("./apps/open-checks.ts");
  const checks = await openChecks();
  try {
    for (const run of written) {
      const known = existsSync(out)
        ? (JSON.parse(await readFile(out, "utf8")) as { readonly models: readonly ModelRun[] }).models
        : [];
      const models = withRun(known, await checks.check(run));
      await write(out, { models });
      console.log(appsTable(models));
      if (out === RESULTS) await replaceSection(DOCUMENT, "apps", appsTable(models));
    }
  } finally {
    await checks.close();
  }
}

function write(file: string, results: unknown): Promise<void> {
  return writeWhole(file, `${JSON.stringify(results, null, 1)}\n`);
}
