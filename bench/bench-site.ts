import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureModel } from "../scripts/model.ts";
import { runScript } from "../scripts/run-script.ts";
import { startServer, type StaticServer } from "../scripts/static-server.ts";
import { isolationHeaders } from "../src/entries/isolation-headers.ts";
import { ensureOnnxFolder } from "./onnx/onnx-folder.ts";
import type { OnnxType } from "./onnx/products.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const SITE = inRepository(".cache/bench-site");
const HTML = `<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="bench-page.js"></script>`;
const ONNX = inRepository(".cache/onnx");
const MODEL = "gemma-3-270m";
const ORT_FILES = ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"];

/** transformers.js brings a version of its own, and takes the second build where WebGPU is asked. */
const PEER_ORT_FILES = [
  ...ORT_FILES,
  "ort-wasm-simd-threaded.asyncify.wasm",
  "ort-wasm-simd-threaded.asyncify.mjs",
];

/**
 * Bundles the page with all engines. Beside it lies webgpu.mjs, which serves and measures it on another machine with
 * nothing but Node, Chromium and playwright-core.
 */
async function buildBenchSite(): Promise<void> {
  for (const folder of ["ort", "peer-ort"]) await mkdir(join(SITE, folder), { recursive: true });
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
  const peerOrt = dirname(createRequire(resolve("@huggingface/transformers")).resolve("onnxruntime-web"));
  for (const file of PEER_ORT_FILES) await copyFile(join(peerOrt, file), join(SITE, "peer-ort", file));
  const wllama = dirname(resolve("@wllama/wllama/esm/index.js"));
  await copyFile(join(wllama, "wasm", "wllama.wasm"), join(SITE, "wllama.wasm"));
  await writeFile(join(SITE, "index.html"), HTML);
}

/**
 * Serves the page cross-origin isolated, so that threads can be had.
 * @param onnxTypes the ONNX files that transformers.js needs, made where they are not there
 */
export async function serveBenchSite(onnxTypes: readonly OnnxType[] = []): Promise<StaticServer> {
  const modelPath = await ensureModel(MODEL, console.log);
  await ensureOnnxFolder(modelPath, join(ONNX, MODEL), onnxTypes, console.log);
  await buildBenchSite();
  return startServer({
    folder: SITE,
    mounts: { model: inRepository("model"), gguf: dirname(modelPath), onnx: ONNX },
    port: 0,
    headers: isolationHeaders,
  });
}

/** `npm run bench-site`: the site without measuring anything. */
runScript(import.meta.url, buildBenchSite);
