import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launchBrowser, SOFTWARE_WEBGPU } from "../../../../../e2e/browser.ts";
import { startServer } from "../../../../../scripts/static-server.ts";
import { writeFile } from "node:fs/promises";

export interface GpuBrowser {
  readonly page: Page;
  /** Address of a model file on disk for the page. */
  modelUrl(path: string): string;
  close(): Promise<void>;
}

/** A page of a Chromium with a software adapter, in which testing/gpu-page.ts runs. folders: of the model files */
export async function openGpuBrowser(modelPaths: readonly string[]): Promise<GpuBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "fewshot-gpu-"));
  const entry = fileURLToPath(new URL("./gpu-page.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    outfile: join(folder, "page.js"),
    bundle: true,
    format: "esm",
    conditions: ["onnxruntime-web-use-extern-wasm"],
  });
  await writeFile(join(folder, "index.html"), `<!doctype html><script type="module" src="page.js"></script>`);
  const mounts = Object.fromEntries(modelPaths.map((path, i) => [`model-${i}`, dirname(path)]));
  const server = await startServer({ folder, mounts, port: 0 });
  const browser = await launchBrowser(SOFTWARE_WEBGPU);
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction("window.gpuPage !== undefined");
  return {
    page,
    modelUrl: (path) =>
      `${server.url}model-${modelPaths.indexOf(path)}/${path.slice(dirname(path).length + 1)}`,
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
