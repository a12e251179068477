import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchProfile } from "../e2e/browser.ts";
import { PlaygroundPage } from "../e2e/playground-page.ts";
import { keepEngines, Soak } from "../e2e/soak.ts";
import { runScript } from "../scripts/run-script.ts";
import { buildSite, serveSite } from "../scripts/site.ts";
import { pageMemory } from "./process-memory.ts";

const OUT = fileURLToPath(new URL("results/soak.json", import.meta.url));
const MINUTE_MS = 60_000;

/**
 * `npm run soak -- --minutes 20 --seed N`: random actions and faults in the playground with the real model. The same
 * seed takes the same actions; what they meet depends on the machine. Writes bench/results/soak.json.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: { minutes: { type: "string", default: "20" }, seed: { type: "string", default: "1" } },
  });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  const folder = await mkdtemp(join(tmpdir(), "fewshot-soak-"));
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const context = await launchProfile(folder);
  await context.addInitScript(keepEngines);
  const taken: Record<string, number> = {};
  let problem: string | null = null;
  let steps = 0;
  const memoryMib: number[] = [];
  const remember = async () => {
    const memory = await pageMemory(folder);
    if (memory) memoryMib.push(Math.round(memory.steadyMib));
  };
  const looking = setInterval(() => void remember(), MINUTE_MS);
  try {
    const playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
    await remember();
    const soak = new Soak(playground, seed, (line) => {
      console.log(line);
      const name = line.replace(/^\d+ /, "");
      taken[name] = (taken[name] ?? 0) + 1;
    });
    try {
      await soak.run(minutes * MINUTE_MS);
    } catch (error) {
      problem = String(error);
      process.exitCode = 1;
    }
    steps = soak.steps;
    await remember();
  } finally {
    clearInterval(looking);
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(problem ?? `${steps} steps, every cell right, running or saying why not after each.`);
  await mkdir(dirname(OUT), { recursive: true });
  const result = { when: new Date().toISOString(), minutes, seed, steps, taken, memoryMib, problem };
  await writeFile(OUT, `${JSON.stringify(result, null, 2)}\n`);
});
