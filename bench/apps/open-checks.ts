import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser } from "../../e2e/browser.ts";
import { buildSite } from "../../scripts/site.ts";
import { APP_TASKS } from "./app-tasks.ts";
import type { ModelRun, TriedTask, WrittenRun } from "./apps-results.ts";
import { checkApp, type CheckedApp } from "./check-app.ts";

export interface AppChecks {
  /** Compiles all code and tries it in Chromium. */
  check(run: WrittenRun): Promise<ModelRun>;
  close(): Promise<void>;
}

/** Builds the page that apps run in, and starts Chromium. */
export async function openChecks(): Promise<AppChecks> {
  const previewPage = await readFile(join(await buildSite(console.log), "app-preview.html"), "utf8");
  const browser = await launchBrowser();
  return {
    async check({ model, modelHash, examples, dropped, apps }) {
      const tasks: TriedTask[] = [];
      for (const [index, task] of APP_TASKS.entries()) {
        const tries: CheckedApp[] = [];
        for (const code of apps[index]!) tries.push(await checkApp(task, code, previewPage, browser));
        tasks.push({ description: task.description, tries });
      }
      return { model, modelHash, runs: [{ examples, dropped, tasks }] };
    },
    close: () => browser.close(),
  };
}
