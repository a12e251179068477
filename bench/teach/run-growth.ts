import type { LocalEngine } from "../../src/engine/local/local-engine.ts";
import { TeachingPace } from "../../src/engine/teaching-pace.ts";
import { machineName } from "../results.ts";
import { privatePairs } from "./private-pairs.ts";
import { planRows, type StepEvent } from "./run-experiment.ts";
import { median, type GrowthPoint, type TeachGrowth } from "./teach-results.ts";

const ROWS = [16, 32, 64, 128, 256];
/** Words of the rows' text. The memory of a process never shrinks, so the longest come last. */
const WORDS = [1, 8, 16, 32, 64, 128];
const ROWS_OF_LENGTHS = 16;
const STEPS = 4;
const MIB = 2 ** 20;

/** What a step costs by the number of rows and by their length, and what memory it takes. */
export async function runGrowth(engine: LocalEngine): Promise<TeachGrowth> {
  const before = process.memoryUsage.rss();
  const byRows: GrowthPoint[] = [];
  for (const rows of ROWS) byRows.push(await measure(engine, rows, 1, before));
  const byLength: GrowthPoint[] = [];
  for (const words of WORDS) byLength.push(await measure(engine, ROWS_OF_LENGTHS, words, before));
  return { machine: machineName(), byRows, byLength };
}

async function measure(
  engine: LocalEngine,
  rows: number,
  words: number,
  before: number,
): Promise<GrowthPoint> {
  const pairs = privatePairs(rows).map(([code, shelf], row) => {
    const text = Array.from({ length: words }, (_, word) => FILLERS[(row + word) % FILLERS.length]!);
    return [[code, ...text.slice(1)].join(" "), shelf];
  });
  const { shown, request } = await planRows({ headers: ["Item", "Shelf"], pairs }, rows, false, engine);
  const tokens = await engine.tokenize(`Item: ${pairs[0]!.join("\nShelf: ")}\n\n`);
  const steps: StepEvent[] = [];
  const pace = new TeachingPace();
  let peak = before;
  let prepareSeconds = 0;
  const startMs = performance.now();
  await engine.teacher.teach(
    { ...request, seed: 1 },
    {
      pace,
      onEvent(event) {
        peak = Math.max(peak, process.memoryUsage.rss());
        if (event.type === "teach-prepared") prepareSeconds = (performance.now() - startMs) / 1000;
        if (event.type === "teach-step") steps.push(event);
        if (steps.length === STEPS) pace.set("finish");
      },
    },
  );
  const millisecondsPerStep = median(steps.map(({ milliseconds }) => milliseconds));
  const point = {
    rows,
    tokensPerRow: tokens.length,
    shown,
    prepareSeconds,
    millisecondsPerStep,
    secondsPerEpoch: (millisecondsPerStep / 1000) * Math.ceil(rows / 8),
    saidMib: engine.teacher.memoryBytes / MIB,
    measuredMib: (peak - before) / MIB,
  };
  console.log(JSON.stringify(point));
  return point;
}

const FILLERS = "a grey box on the left side of the long room where old tools and some lamps are kept".split(
  " ",
);
