import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchProfile } from "../e2e/browser.ts";
import { runScript } from "../scripts/run-script.ts";
import { benchArguments } from "./arguments.ts";
import { serveBenchSite } from "./bench-site.ts";
import type { Bench } from "./page/bench-page.ts";
import { measureById } from "./page/measures.ts";
import { pageMemory } from "./process-memory.ts";
import {
  benchRow,
  machineName,
  resultsSchema,
  resultsTable,
  type BenchResults,
  type BenchRow,
} from "./results.ts";

declare const window: { bench: Bench };

const OURS = "fewshot";
const PEER = "wllama";

/** `npm run bench`: both engines in one Chromium page, taking turns. */
runScript(import.meta.url, async () => {
  const { runs, threads, measures, out } = benchArguments(process.argv.slice(2));
  const server = await serveBenchSite();
  const profile = await mkdtemp(join(tmpdir(), "fewshot-bench-"));
  const lab: Lab = { url: server.url, profile, runs };
  try {
    const rows: BenchRow[] = [];
    const browser = await fillStorage(lab);
    const add = (row: BenchRow) => {
      rows.push(row);
      console.log(`${row.measure.padEnd(12)}${row.threads} threads  ratio ${row.ratio.toFixed(2)}`);
    };
    for (const count of threads) {
      const inPage = measures.filter((measure) => measureById.has(measure));
      if (inPage.length > 0) await measureInPage(lab, count, inPage, add);
      if (measures.includes("cold-start")) add(await measureColdStart(lab, count));
    }
    if (measures.includes("memory")) for (const row of await measureMemory(lab, threads[0]!)) add(row);
    const results = { machine: machineName(), browser, when: new Date().toISOString(), rows };
    await save(results, out);
    console.log(`\n${resultsTable(results)}\n\nWritten to ${out}.`);
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});

interface Lab {
  readonly url: string;
  readonly profile: string;
  readonly runs: number;
}

async function openPage({ url, profile }: Lab): Promise<{ context: BrowserContext; page: Page }> {
  const context = await launchProfile(profile);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction("window.bench !== undefined");
  return { context, page };
}

const openPeer = (page: Page, peer: string, threads: number): Promise<number> =>
  page.evaluate(([p, t]) => window.bench.open(p, t), [peer, threads] as const);

/** Both engines bring their model into the browser's storage once. Gives the browser's name. */
async function fillStorage(lab: Lab): Promise<string> {
  const { context, page } = await openPage(lab);
  for (const peer of [OURS, PEER]) await openPeer(page, peer, 1);
  const name = await page.evaluate(() => /Chrome\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? "Chromium");
  await context.close();
  return name;
}

async function measureInPage(
  lab: Lab,
  threads: number,
  measures: readonly string[],
  add: (row: BenchRow) => void,
): Promise<void> {
  const { context, page } = await openPage(lab);
  for (const peer of [OURS, PEER]) await openPeer(page, peer, threads);
  await sameAnswers(page);
  const once = (peer: string, measure: string, round: number) =>
    page.evaluate(([p, m, r]) => window.bench.run(p, m, r), [peer, measure, round] as const);
  for (const measure of measures) {
    const runs: BenchRow["runs"] = { ours: [], theirs: [] };
    for (let round = 0; round < lab.runs; round++) {
      runs.ours.push(await once(OURS, measure, round));
      runs.theirs.push(await once(PEER, measure, round));
    }
    add(benchRow({ measure, threads, peer: PEER, unit: measureById.get(measure)!.unit }, runs));
  }
  await context.close();
}

/** Engines that answer differently do not do the same work. Both are quantised, so that a few may differ. */
async function sameAnswers(page: Page): Promise<void> {
  const rows = 40;
  const answers = (peer: string) =>
    page.evaluate(([p, n]) => window.bench.answers(p, n), [peer, rows] as const);
  const ours = await answers(OURS);
  const theirs = await answers(PEER);
  const equal = ours.filter((answer, row) => answer === theirs[row]).length;
  console.log(`${equal} of ${rows} answers are the same in both engines.`);
  if (equal < rows / 2)
    throw new Error(`The engines do not do the same work: ${ours[0]} against ${theirs[0]}.`);
}

/** From asking for the page, its model in the browser's storage, to the first answer; a new browser each time. */
async function measureColdStart(lab: Lab, threads: number): Promise<BenchRow> {
  const runs: BenchRow["runs"] = { ours: [], theirs: [] };
  for (let round = 0; round < lab.runs; round++) {
    for (const [peer, values] of [
      [OURS, runs.ours],
      [PEER, runs.theirs],
    ] as const) {
      const { context, page } = await openPage(lab);
      values.push(await openPeer(page, peer, threads));
      await context.close();
    }
  }
  return benchRow({ measure: "cold-start", threads, peer: PEER, unit: "ms" }, runs);
}

/** Resident memory of the page's process with one engine in it, at its highest and after a fill. */
async function measureMemory(lab: Lab, threads: number): Promise<BenchRow[]> {
  const steady: BenchRow["runs"] = { ours: [], theirs: [] };
  const peak: BenchRow["runs"] = { ours: [], theirs: [] };
  for (let round = 0; round < lab.runs; round++) {
    for (const [peer, side] of [
      [OURS, "ours"],
      [PEER, "theirs"],
    ] as const) {
      const { context, page } = await openPage(lab);
      await openPeer(page, peer, threads);
      await page.evaluate((p) => window.bench.run(p, "fill-40", 0), peer);
      const memory = await pageMemory(lab.profile);
      await context.close();
      if (memory === null) return [];
      steady[side].push(memory.steadyMib);
      peak[side].push(memory.peakMib);
    }
  }
  const place = { threads, peer: PEER, unit: "MiB" };
  return [
    benchRow({ ...place, measure: "memory (steady)" }, steady),
    benchRow({ ...place, measure: "memory (peak)" }, peak),
  ];
}

/** Written beside and renamed, so that a cut never leaves half a file. */
async function save(results: BenchResults, out: string): Promise<void> {
  await writeFile(`${out}.partial`, `${JSON.stringify(resultsSchema.parse(results), null, 1)}\n`);
  await rename(`${out}.partial`, out);
}
