import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { launchProfile } from "../e2e/browser.ts";
import { runScript } from "../scripts/run-script.ts";
import { startServer } from "../scripts/static-server.ts";
import { isolationHeaders } from "../src/entries/isolation-headers.ts";
import type { Bench } from "./page/bench-page.ts";
import { measureById } from "./page/measures.ts";
import { benchRow, machineName, resultsSchema, resultsTable, type BenchRow } from "./results.ts";

declare const window: { bench: Bench };

const ON_GPU = "webgpu";
const ON_PROCESSOR = "fewshot";
const ROWS = 40;

/** Of a machine with a graphics card under Linux. */
const FLAGS = "--enable-unsafe-webgpu --enable-features=Vulkan --use-angle=vulkan --ignore-gpu-blocklist";

/**
 * `npm run bench-webgpu`, or `node .cache/bench-site/webgpu.mjs` where nothing else is installed: the engine on the
 * graphics card beside itself in WebAssembly, in one Chromium page, taking turns. Reads the built site and the model's
 * pieces from the folder it is started in.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      threads: { type: "string", default: "1" },
      measures: { type: "string", default: "fill-40,single-row,decode,first-read" },
      flags: { type: "string", default: process.env["CHROMIUM_FLAGS"] ?? FLAGS },
      site: { type: "string", default: ".cache/bench-site" },
      model: { type: "string", default: "model" },
      out: { type: "string", default: "bench/results/webgpu.json" },
    },
  });
  const server = await startServer({
    folder: resolve(values.site),
    mounts: { model: resolve(values.model) },
    port: 0,
    headers: isolationHeaders,
  });
  const profile = await mkdtemp(join(tmpdir(), "fewshot-webgpu-"));
  const context = await launchProfile(profile, values.flags.split(/\s+/));
  try {
    const page = await context.newPage();
    page.on("console", (message) => console.log(`page: ${message.text()}`));
    page.on("pageerror", (error) => console.log(`page: ${error.message}`));
    await page.goto(server.url);
    await page.waitForFunction("window.bench !== undefined");
    console.log(`adapter: ${JSON.stringify(await adapterOf(page))}`);
    const threads = Number(values.threads);
    for (const peer of [ON_GPU, ON_PROCESSOR]) await openPeer(page, peer, threads);
    await compareAnswers(page);
    const rows: BenchRow[] = [];
    for (const measure of values.measures.split(",")) {
      const row = await measureBoth(page, measure, Number(values.runs), threads);
      rows.push(row);
      console.log(
        `${measure.padEnd(12)} ${row.ours.toFixed(1)} against ${row.theirs.toFixed(1)} ${row.unit}`,
      );
    }
    const browser = await page.evaluate(() => /Chrome\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? "Chromium");
    const runtime = await page.evaluate((peer) => window.bench.runtime(peer), ON_GPU);
    const machine = `${machineName()}; ${runtime}`;
    const results = resultsSchema.parse({ machine, browser, when: new Date().toISOString(), rows });
    await writeFile(values.out, `${JSON.stringify(results, null, 1)}\n`);
    console.log(`\n${resultsTable(results)}\n\nWritten to ${values.out}.`);
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});

/** What the browser tells of the graphics card, whether we use it or not. */
const adapterOf = (page: Page) =>
  page.evaluate(async () => {
    const gpu = (navigator as Partial<Navigator>).gpu;
    const adapter = (await gpu?.requestAdapter({ powerPreference: "high-performance" })) ?? null;
    if (adapter === null) return "none";
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const features = [...adapter.features];
    return { vendor, architecture, device, description, isFallbackAdapter, features };
  });

/** Throws an Error where the graphics card was not trusted: there is nothing to measure then. */
async function openPeer(page: Page, peer: string, threads: number): Promise<void> {
  const startMs = Date.now();
  await page.evaluate(([p, t]) => window.bench.open(p, t), [peer, threads] as const);
  const runtime = await page.evaluate((p) => window.bench.runtime(p), peer);
  console.log(`${peer}: ${runtime}, open after ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  if (peer === ON_GPU && !runtime.startsWith("WebGPU")) throw new Error(`There is no WebGPU: ${runtime}`);
}

async function compareAnswers(page: Page): Promise<void> {
  const answers = (peer: string) =>
    page.evaluate(([p, n]) => window.bench.answers(p, n), [peer, ROWS] as const);
  const ours = await answers(ON_GPU);
  const theirs = await answers(ON_PROCESSOR);
  const equal = ours.filter((answer, row) => answer === theirs[row]).length;
  console.log(`${equal} of ${ROWS} answers are the same in both.`);
}

async function measureBoth(page: Page, measure: string, runs: number, threads: number): Promise<BenchRow> {
  const once = (peer: string, round: number) =>
    page.evaluate(([p, m, r]) => window.bench.run(p, m, r), [peer, measure, round] as const);
  const taken: BenchRow["runs"] = { ours: [], theirs: [] };
  for (let round = 0; round < runs; round++) {
    taken.ours.push(await once(ON_GPU, round));
    taken.theirs.push(await once(ON_PROCESSOR, round));
  }
  const { unit } = measureById.get(measure)!;
  return benchRow({ measure, threads, peer: "WebAssembly", unit }, taken);
}
