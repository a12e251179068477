import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launchBrowser, SOFTWARE_WEBGPU } from "../../../../../e2e/browser.ts";
import { startServer } from "../../../../../scripts/static-server.ts";
import type { ModelLock } from "../../weights/model-lock.ts";

export interface GpuBrowser {
  readonly page: Page;
  /** Address of the model file for the page. */
  readonly modelUrl: string;
  close(): Promise<void>;
}

const beside = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

/**
 * A page of a Chromium with a software adapter, in which testing/gpu-page.ts runs. isLocked: serves the model as the
 * product has it too, in one piece with a lock
 */
export async function openGpuBrowser(modelPath: string, isLocked = false): Promise<GpuBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "fewshot-gpu-"));
  await build({
    entryPoints: [beside("gpu-page.ts"), beside("gpu-engine-worker.ts")],
    outdir: folder,
    bundle: true,
    format: "esm",
    conditions: ["onnxruntime-web-use-extern-wasm"],
  });
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><script type="module" src="gpu-page.js"></script>`,
  );
  const file = basename(modelPath);
  if (isLocked) {
    await mkdir(join(folder, "model"));
    await copyFile(modelPath, join(folder, "model", file));
    await writeFile(join(folder, "model", "models.lock.json"), JSON.stringify(await lockOf(modelPath)));
  }
  const server = await startServer({ folder, mounts: { file: dirname(modelPath) }, port: 0 });
  const browser = await launchBrowser(SOFTWARE_WEBGPU);
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction("window.gpuPage !== undefined");
  return {
    page,
    modelUrl: `${server.url}file/${file}`,
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function lockOf(modelPath: string): Promise<ModelLock> {
  const contents = await readFile(modelPath);
  const piece = { bytes: contents.length, sha256: createHash("sha256").update(contents).digest("hex") };
  const fileName = basename(modelPath);
  const licence = { name: "None", url: "https://example.com/licence" };
  const source = [{ package: "tiny", version: "1.0.0", file: fileName }];
  const model = { id: "tiny", name: "Tiny", fileName, licence, source, ...piece };
  return { models: [{ ...model, pieces: [{ file: fileName, ...piece }] }] };
}
