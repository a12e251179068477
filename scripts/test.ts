import { execFile, spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import pLimit from "p-limit";
import { z } from "zod";
import { ensureChromium } from "./ensure-chromium.ts";
import { ensureLlamaServer } from "./llama-server/ensure-llama-server.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";
import { buildSite } from "./site.ts";
import { checkSizes } from "./size.ts";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const RESULTS_FOLDER = `${REPOSITORY}.cache/test-results`;
/** Read by .ci/run. */
const TOTALS_FILE = `${REPOSITORY}.cache/test-totals`;

const CHECKS = ["typecheck", "lint", "format:check", "layers", "unused", "audit"];

/** Browser tests run one at a time: each drives a Chromium that wants the machine to itself. */
const SUITES = [
  { name: "unit tests", args: ["--testPathIgnorePatterns", "\\.browser\\.test\\."] },
  { name: "browser tests", args: ["--testPathPatterns", "\\.browser\\.test\\.", "--maxWorkers", "1"] },
  { name: "end-to-end tests", args: ["--config", "jest.e2e.config.js"] },
];

const jestResultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** Files that failed outside their tests. */
  numRuntimeErrorTestSuites: z.number(),
});

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** `npm test`: fetches what the tests need, then checks, production build and all tests. Each check counts as one. */
runScript(import.meta.url, async () => {
  await mkdir(RESULTS_FOLDER, { recursive: true });
  await rm(TOTALS_FILE, { force: true });
  process.env["CHROMIUM"] = ensureChromium(console.log);
  await ensureModel("gemma-3-270m", console.log);
  await ensureModel("smollm2-135m", console.log);
  ensureLlamaServer(console.log);

  const results: Result[] = [];
  const atOnce = pLimit(availableParallelism());
  const checks = CHECKS.map((check) =>
    atOnce(() => timed(check, async () => countOne(await runCheck(check)))),
  );
  results.push(...(await Promise.all(checks)));
  results.push(await step("build", async () => countOne(await builds())));
  results.push(await step("size", async () => countOne(checkSizes(console.log))));
  for (const { name, args } of SUITES) results.push(await step(name, () => runJest(name, args)));
  await report(results);
});

type Counts = Pick<Result, "passed" | "failed">;

const heading = (name: string): string => `\n— ${name}\n`;

/** What runs alone, and writes what it has to say at once. */
function step(name: string, run: () => Promise<Counts>): Promise<Result> {
  process.stdout.write(heading(name));
  return timed(name, run);
}

async function timed(name: string, run: () => Promise<Counts>): Promise<Result> {
  const startMs = performance.now();
  const counts = await run();
  return { name, ...counts, seconds: (performance.now() - startMs) / 1000 };
}

const countOne = (isGood: boolean): Counts => (isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Whether a script of package.json succeeds; what it has to say comes in one piece, since others run beside it. */
function runCheck(script: string): Promise<boolean> {
  const options = { cwd: REPOSITORY, shell: process.platform === "win32", maxBuffer: Infinity };
  return new Promise((resolve) => {
    execFile("npm", ["run", "--silent", script], options, (error, stdout, stderr) => {
      process.stdout.write(heading(script) + stdout);
      process.stderr.write(stderr);
      resolve(error === null);
    });
  });
}

async function builds(): Promise<boolean> {
  try {
    await buildSite(console.log);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

async function runJest(name: string, args: readonly string[]): Promise<Counts> {
  const file = `${RESULTS_FOLDER}/${name.replaceAll(" ", "-")}.json`;
  await rm(file, { force: true });
  // Without forceExit, one browser that a failed test left open would hold up the result for ever.
  const command = ["node_modules/jest/bin/jest.js", ...args, "--forceExit", "--json", "--outputFile", file];
  const { status } = spawnSync(process.execPath, command, {
    cwd: REPOSITORY,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const results = jestResultsSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { passed: results.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1) };
}

async function report(results: readonly Result[]): Promise<void> {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log("");
  for (const result of results) {
    const counts = `${result.passed} passed, ${result.failed} failed`.padStart(24);
    console.log(`${result.name.padEnd(18)}${counts}${result.seconds.toFixed(0).padStart(7)} s`);
  }
  await writeFile(TOTALS_FILE, `${passed} passed, ${failed} failed\n`);
  console.log(failed === 0 ? `\nAll ${passed} passed.` : `\n${failed} of ${passed + failed} failed.`);
  if (failed > 0) process.exitCode = 1;
}
