import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchProfile, NO_GRAPHICS, SOFTWARE_WEBGPU } from "../e2e/browser.ts";
import { runScript } from "../scripts/run-script.ts";
import { writeWhole } from "../scripts/write-whole.ts";
import { benchArguments } from "./arguments.ts";
import { serveBenchSite } from "./bench-site.ts";
import type { Bench } from "./page/bench-page.ts";
import { measureById } from "./page/measures.ts";
import { PEERS } from "./peers.ts";
import { pageMemory, peakDuring } from "./process-memory.ts";
import { machineName, resultsSchema, resultsTable, type BenchRow } from "./results.ts";
import { RunTable } from "./run-table.ts";

declare const window: { bench: Bench };

const OURS = "fewshot";

/** `npm run bench`: the engines in one Chromium page, taking turns. */
runScript(import.meta.url, async () => {
  const { runs, threads, measures, peers, out } = benchArguments(process.argv.slice(2));
  const chosen = peers.map((peer) => PEERS.get(peer)!);
  const server = await serveBenchSite(chosen.flatMap(({ onnx }) => onnx ?? []));
  const profile = await mkdtemp(join(tmpdir(), "fewshot-bench-"));
  const graphics = chosen.some(({ needsGpu }) => needsGpu) ? SOFTWARE_WEBGPU : NO_GRAPHICS;
  const lab: Lab = { url: server.url, profile, graphics, runs, peers };
  const notes = chosen.map(({ how }) => how);
  try {
    const rows: BenchRow[] = [];
    const browser = await fillStorage(lab);
    const add = (row: BenchRow) => {
      rows.push(row);
      console.log(
        `${row.measure.padEnd(16)}${row.threads} threads  ${row.peer.padEnd(16)}ratio ${row.ratio.toFixed(2)}`,
      );
    };
    const inPage = measures.filter((measure) => measureById.has(measure));
    for (const count of threads) {
      if (inPage.length > 0) notes.push(...(await measureInPage(lab, count, inPage, add)));
      if (measures.includes("cold-start")) (await measureColdStart(lab, count)).forEach(add);
    }
    if (measures.includes("memory")) (await measureMemory(lab, threads[0]!)).forEach(add);
    const results = { machine: machineName(), browser, when: new Date().toISOString(), notes, rows };
    console.log(`\n${resultsTable(results)}\n\n${notes.join("\n")}`);
    if (out === null) return;
    await writeWhole(out, `${JSON.stringify(resultsSchema.parse(results), null, 1)}\n`);
    console.log(`Written to ${out}.`);
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});

interface Lab {
  readonly url: string;
  readonly profile: string;
  /** Of the browser, beside the usual ones. */
  readonly graphics: readonly string[];
  readonly runs: number;
  readonly peers: readonly string[];
}

async function openPage({ url, profile, graphics }: Lab): Promise<{ context: BrowserContext; page: Page }> {
  const context = await launchProfile(profile, graphics);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction("window.bench !== undefined");
  return { context, page };
}

const openPeer = (page: Page, peer: string, threads: number): Promise<number> =>
  page.evaluate(([p, t]) => window.bench.open(p, t), [peer, threads] as const);

const runOnce = (page: Page, peer: string, measure: string, round: number): Promise<number> =>
  page.evaluate(([p, m, r]) => window.bench.run(p, m, r), [peer, measure, round] as const);

/** All engines bring their model into the browser's storage once. Gives the browser's name. */
async function fillStorage(lab: Lab): Promise<string> {
  const { context, page } = await openPage(lab);
  for (const peer of [OURS, ...lab.peers]) await openPeer(page, peer, 1);
  const name = await page.evaluate(() => /Chrome\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? "Chromium");
  await context.close();
  return name;
}

/** Gives how far the engines agree, in words. */
async function measureInPage(
  lab: Lab,
  threads: number,
  measures: readonly string[],
  add: (row: BenchRow) => void,
): Promise<string[]> {
  const { context, page } = await openPage(lab);
  for (const peer of [OURS, ...lab.peers]) await openPeer(page, peer, threads);
  const notes = await sameAnswers(page, lab.peers, threads);
  for (const measure of measures) {
    const taken = new RunTable([OURS, ...lab.peers]);
    for (let round = 0; round < lab.runs; round++)
      for (const peer of [OURS, ...lab.peers]) taken.add(peer, await runOnce(page, peer, measure, round));
    taken.rows({ measure, threads, unit: measureById.get(measure)!.unit }).forEach(add);
  }
  await context.close();
  return notes;
}

/** Engines that answer differently do not do the same work. All are quantised, so that a few may differ. */
async function sameAnswers(page: Page, peers: readonly string[], threads: number): Promise<string[]> {
  const rows = 40;
  const answers = (peer: string) =>
    page.evaluate(([p, n]) => window.bench.answers(p, n), [peer, rows] as const);
  const ours = await answers(OURS);
  const notes: string[] = [];
  for (const peer of peers) {
    const theirs = await answers(peer);
    const equal = ours.filter((answer, row) => answer === theirs[row]).length;
    notes.push(`${equal} of ${rows} answers of ${peer} are ours (${threads} threads).`);
    console.log(notes.at(-1));
    if (equal < rows / 2)
      throw new Error(`${peer} does not do the same work: ${ours[0]} against ${theirs[0]}.`);
  }
  return notes;
}

/** From asking for the page, its model in the browser's storage, to the first answer; a new browser each time. */
async function measureColdStart(lab: Lab, threads: number): Promise<BenchRow[]> {
  const taken = new RunTable([OURS, ...lab.peers]);
  for (let round = 0; round < lab.runs; round++) {
    for (const peer of [OURS, ...lab.peers]) {
      const { context, page } = await openPage(lab);
      taken.add(peer, await openPeer(page, peer, threads));
      await context.close();
    }
  }
  return taken.rows({ measure: "cold-start", threads, unit: "ms" });
}

/** Resident memory of the page's process with one engine in it, at its highest and after a fill. */
async function measureMemory(lab: Lab, threads: number): Promise<BenchRow[]> {
  const steady = new RunTable([OURS, ...lab.peers]);
  const peak = new RunTable([OURS, ...lab.peers]);
  for (let round = 0; round < lab.runs; round++) {
    for (const peer of [OURS, ...lab.peers]) {
      const { context, page } = await openPage(lab);
      const peakMib = await peakDuring(lab.profile, async () => {
        await openPeer(page, peer, threads);
        await runOnce(page, peer, "fill-40", 0);
      });
      const memory = await pageMemory(lab.profile);
      await context.close();
      if (memory === null || peakMib === null) return [];
      steady.add(peer, memory.steadyMib);
      peak.add(peer, Math.max(peakMib, memory.steadyMib));
    }
  }
  return [
    ...steady.rows({ measure: "memory (steady)", threads, unit: "MiB" }),
    ...peak.rows({ measure: "memory (peak)", threads, unit: "MiB" }),
  ];
}
