import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureModel } from "../scripts/model.ts";
import { runScript } from "../scripts/run-script.ts";
import { startServer, type StaticServer } from "../scripts/static-server.ts";
import { isolationHeaders } from "../src/entries/isolation-headers.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const SITE = inRepository(".cache/bench-site");
const HTML = `<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="bench-page.js"></script>`;
const ORT_FILES = ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"];

/**
 * Bundles the page with both engines. Beside it lies webgpu.mjs, which serves and measures it on another machine with
 * nothing but Node, Chromium and playwright-core.
 */
async function buildBenchSite(): Promise<void> {
  await mkdir(join(SITE, "ort"), { recursive: true });
  await build({
    entryPoints: [
      inRepository("bench/page/bench-page.ts"),
      inRepository("bench/page/bench-worker.ts"),
      inRepository("src/entries/thread-worker.ts"),
    ],
    outdir: SITE,
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    conditions: ["onnxruntime-web-use-extern-wasm"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  await build({
    entryPoints: [inRepository("bench/webgpu.ts")],
    outfile: join(SITE, "webgpu.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["playwright-core"],
    // What is bundled of older packages asks for Node's own modules by require.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  const { resolve } = createRequire(import.meta.url);
  const ort = dirname(resolve("onnxruntime-web"));
  for (const file of ORT_FILES) await copyFile(join(ort, file), join(SITE, "ort", file));
  const wllama = dirname(resolve("@wllama/wllama/esm/index.js"));
  await copyFile(join(wllama, "wasm", "wllama.wasm"), join(SITE, "wllama.wasm"));
  await writeFile(join(SITE, "index.html"), HTML);
}

/** Serves the page cross-origin isolated, so that threads can be had. */
export async function serveBenchSite(): Promise<StaticServer> {
  const weights = dirname(await ensureModel("gemma-3-270m", console.log));
  await buildBenchSite();
  return startServer({
    folder: SITE,
    mounts: { model: inRepository("model"), gguf: weights },
    port: 0,
    headers: isolationHeaders,
  });
}

/** `npm run bench-site`: the site without measuring anything. */
runScript(import.meta.url, buildBenchSite);
