import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openPlayground } from "../e2e/playground-session.ts";
import { keepEngines } from "../e2e/keep-engines.ts";
import { Soak } from "../e2e/soak.ts";
import { runScript } from "../scripts/run-script.ts";
import { writeWhole } from "../scripts/write-whole.ts";
import { pageMemory } from "./process-memory.ts";
import { machineName } from "./results.ts";

const OUT = fileURLToPath(new URL("results/soak.json", import.meta.url));
const MINUTE_MS = 60_000;
/** A run that is shorter is written only where --out says. */
const WHOLE_MINUTES = 20;
const USAGE = "npm run soak -- [--minutes 20] [--seed 1] [--out FILE.json]";

/**
 * `npm run soak -- --minutes 20 --seed N`: random actions and faults in the playground with the real model. The same
 * seed takes the same actions; what they meet depends on the machine. A run of 20 minutes or more is written to bench/results/soak.json.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
      out: { type: "string" },
    },
  });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error(USAGE);
  const out = values.out ?? (minutes >= WHOLE_MINUTES ? OUT : null);
  const taken: Record<string, number> = {};
  const memoryMib: number[] = [];
  let problem: string | null = null;
  const session = await openPlayground([keepEngines]);
  const remember = async () => {
    const memory = await pageMemory(session.profile);
    if (memory) memoryMib.push(Math.round(memory.steadyMib));
  };
  const looking = setInterval(() => void remember(), MINUTE_MS);
  const soak = new Soak(session, seed, (action, step) => {
    console.log(step, action);
    taken[action] = (taken[action] ?? 0) + 1;
  });
  try {
    await session.playground.modelReady();
    await soak.run(minutes * MINUTE_MS);
  } catch (error) {
    problem = String(error);
    process.exitCode = 1;
  } finally {
    await remember();
    clearInterval(looking);
    await session.close();
  }
  const { steps } = soak;
  console.log(problem ?? `${steps} steps, every cell right, running or saying why not after each.`);
  const machine = machineName();
  const result = { machine, when: new Date().toISOString(), minutes, seed, steps, taken, memoryMib, problem };
  if (out === null) {
    console.log(JSON.stringify(result));
    return;
  }
  await writeWhole(out, `${JSON.stringify(result, null, 2)}\n`);
});
