import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchProfile } from "../e2e/browser.ts";
import { runScript } from "../scripts/run-script.ts";
import { serveBenchSite } from "./bench-site.ts";
import { growthPlots, type GrowthSeries } from "./growth-plot.ts";
import type { Bench, FillTimes, Growth } from "./page/bench-page.ts";
import { pageMemory } from "./process-memory.ts";
import { machineName } from "./results.ts";

declare const window: { bench: Bench };

const PEER = "fewshot";
const THREADS = 1;
/** A fill that takes longer is taken once. */
const LONG_SECONDS = 60;

const EXAMPLES = [2, 5, 10, 20, 50, 100];
const TOKENS = [1, 2, 4, 8, 16, 32, 64];
const FILL_ROWS = 40;
/** The first answer of a fill is meant to be there in so many times the time of a row alone. */
const FIRST_TIMES = 1.5;

/** Weights that a token meets in the layers, and in the last matrix: multiply-adds of Gemma 3 270M. */
const LAYER_WEIGHTS = 18 * (640 * (1024 + 2 * 256) + 1024 * 640 + 3 * 640 * 2048);
const HEAD_WEIGHTS = 262_144 * 640;

/**
 * `npm run growth`: how the cost of a fill grows with rows, examples and the length of answers, in Chromium, beside
 * what the processor allows: the rate of our fastest kernel, measured in the same page. --rows: sizes of the fill;
 * --repeats: how often each is taken, the fastest counts; --out: the results, with the plots beside them.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "10,100,1000,10000" },
      repeats: { type: "string", default: "3" },
      out: { type: "string", default: "bench/results/growth.json" },
    },
  });
  const server = await serveBenchSite();
  const profile = await mkdtemp(join(tmpdir(), "fewshot-growth-"));
  try {
    const context = await launchProfile(profile);
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction("window.bench !== undefined");
    await page.evaluate(([peer, threads]) => window.bench.open(peer, threads), [PEER, THREADS] as const);
    const times = async (growth: Growth): Promise<FillTimes> => {
      const taken: FillTimes[] = [];
      while (taken.length < Number(values.repeats) && (taken[0]?.seconds ?? 0) < LONG_SECONDS)
        taken.push(await page.evaluate(([p, g]) => window.bench.fillTimes(p, g), [PEER, growth] as const));
      console.log(`${JSON.stringify(growth)} ${taken.map(({ seconds }) => seconds.toFixed(2)).join(" ")} s`);
      const least = (of: keyof FillTimes) => Math.min(...taken.map((each) => each[of]));
      return { seconds: least("seconds"), first: least("first") };
    };
    const seconds = async (growth: Growth) => (await times(growth)).seconds;
    const kernelGmacs = await page.evaluate(() => window.bench.kernelRate());
    const { read, scored } = await page.evaluate((peer) => window.bench.rowTokens(peer), PEER);
    /** Rows a second if all time went into products at the kernel's rate. */
    const limit = (tokensRead: number, tokensScored: number) =>
      (kernelGmacs * 1e9) / (tokensRead * LAYER_WEIGHTS + tokensScored * HEAD_WEIGHTS);

    const alone = (await times({ rows: 1 })).first;
    const firsts: GrowthSeries["points"] = [];
    const rows: GrowthSeries["points"] = [];
    const memory: GrowthSeries["points"] = [];
    for (const count of values.rows.split(",").map(Number)) {
      const fill = await times({ rows: count });
      rows.push({ x: count, y: count / fill.seconds, limit: limit(read, scored) });
      firsts.push({ x: count, y: 1000 * fill.first, limit: 1000 * FIRST_TIMES * alone });
      // What the fill left behind in the page is no memory that it needs.
      await page.requestGC();
      const now = await pageMemory(profile);
      if (now === null) continue;
      memory.push({ x: count, y: now.steadyMib });
      console.log(`${now.steadyMib.toFixed(0)} MiB after a fill of ${count} rows`);
    }
    const examples: GrowthSeries["points"] = [];
    for (const count of EXAMPLES) {
      const rate = FILL_ROWS / (await seconds({ rows: FILL_ROWS, examples: count }));
      examples.push({ x: count, y: rate, limit: limit(read, scored) });
    }
    const tokens: GrowthSeries["points"] = [];
    for (const count of TOKENS) {
      const rate = (FILL_ROWS * count) / (await seconds({ rows: FILL_ROWS, tokens: count }));
      tokens.push({ x: count, y: rate, limit: count * limit(read - scored + count, count) });
    }
    await context.close();
    const series: GrowthSeries[] = [
      { id: "rows", title: "Rows of the fill", unit: "rows/s", points: rows },
      { id: "examples", title: "Examples", unit: "rows/s", points: examples },
      { id: "tokens", title: "Tokens of each answer", unit: "tokens/s", points: tokens },
      {
        id: "first",
        title: `First answer (dashed: ${FIRST_TIMES} times a row alone)`,
        unit: "ms",
        points: firsts,
      },
      { id: "memory", title: "Memory after a fill of so many rows", unit: "MiB", points: memory },
    ];
    const results = {
      machine: machineName(),
      when: new Date().toISOString(),
      threads: THREADS,
      kernelGmacs,
      series,
    };
    await writeFile(values.out, `${JSON.stringify(results, null, 1)}\n`);
    const label = "How the cost of a fill grows";
    const subtitle = `${machineName()}, ${THREADS} thread. Dashed: all time in products at the rate of the fastest kernel.`;
    await writeFile(values.out.replace(/\.json$/, ".svg"), growthPlots(series, { label, subtitle }));
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
});
