import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "../e2e/browser.ts";
import { ensureModel } from "../scripts/model.ts";
import { replaceSection } from "../scripts/replace-section.ts";
import { runScript } from "../scripts/run-script.ts";
import { buildSite } from "../scripts/site.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { APP_TASKS } from "./apps/app-tasks.ts";
import type { ExampleRun, ModelRun } from "./apps/apps-results.ts";
import { appsTable } from "./apps/apps-table.ts";
import type { CheckedApp } from "./apps/check-app.ts";
import { checkApp } from "./apps/check-app.ts";
import { writeApps } from "./apps/write-apps.ts";

const RESULTS = "bench/results/apps.json";
const DOCUMENT = new URL("../docs/apps.md", import.meta.url);

const EXAMPLE_COUNTS = [2, 5, 10];

/**
 * `npm run apps-experiment`: 30 descriptions written by each model as code after 2, 5 and 10 sample apps, compiled as
 * the pane does, and tried in Chromium. --models: ids of models.lock.json or GGUF files, parted by commas.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      models: { type: "string", default: "gemma-3-270m,smollm2-135m" },
      out: { type: "string", default: RESULTS },
    },
  });
  const previewPage = await readFile(join(await buildSite(console.log), "app-preview.html"), "utf8");
  const models: ModelRun[] = [];
  for (const model of values.models.split(",")) {
    models.push(await runModel(model, previewPage));
    // Written beside and renamed, so that a cut never leaves half a file.
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(`${values.out}.partial`, `${JSON.stringify({ models }, null, 1)}\n`);
    await rename(`${values.out}.partial`, values.out);
  }
  console.log(appsTable(models));
  if (values.out === RESULTS) await replaceSection(DOCUMENT, "apps", appsTable(models));
});

async function runModel(model: string, previewPage: string): Promise<ModelRun> {
  const path = existsSync(model) ? model : await ensureModel(model, console.log);
  const hash = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  const source = await NodeFileSource.open(path);
  const engine = await LocalEngine.open({ source, hash, threads: 2, createSampler });
  const browser = await launchBrowser();
  try {
    const runs: ExampleRun[] = [];
    for (const examples of EXAMPLE_COUNTS) {
      const descriptions = APP_TASKS.map(({ description }) => description);
      const codes = await writeApps(engine, descriptions, examples);
      const apps: CheckedApp[] = [];
      for (const [index, task] of APP_TASKS.entries()) {
        apps.push(await checkApp(task, codes[index]!, previewPage, browser));
      }
      const compile = apps.filter(({ compiles }) => compiles).length;
      const work = apps.filter(({ works }) => works).length;
      console.log(
        `${engine.model.name}, ${examples} examples: ${compile} compile, ${work} work, of ${apps.length}`,
      );
      runs.push({ examples, descriptions: apps.length, compile, work, apps });
    }
    return { model: engine.model.name, modelHash: hash, runs };
  } finally {
    await browser.close();
    engine.close();
    await source.close();
  }
}
