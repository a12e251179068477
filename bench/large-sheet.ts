import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { atShare, LargeSheet, watchPage, type Smoothness } from "../e2e/large-sheet.ts";
import { openPlayground } from "../e2e/playground-session.ts";
import { runScript } from "../scripts/run-script.ts";
import { pageMemory } from "./process-memory.ts";

const OUT = fileURLToPath(new URL("results/large-sheet.json", import.meta.url));
/** The longest that one part may take. */
const PART_MS = 120_000;
/** How many rows depend on the example that is changed. */
const CHANGED_ROWS = 100;

type Figures = Record<string, number | boolean | null>;

/**
 * `npm run large-sheet`: formula cells by the thousand and one long spill in the playground, with the real model, while
 * keys are pressed and the sheet is scrolled. Writes bench/results/large-sheet.json and prints it.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      cells: { type: "string", default: "25000" },
      spill: { type: "string", default: "10000" },
      inputs: { type: "string", default: "250" },
      seconds: { type: "string", default: "30" },
      out: { type: "string", default: OUT },
    },
  });
  const [cells, spill, inputs] = [values.cells, values.spill, values.inputs].map(Number) as [
    number,
    number,
    number,
  ];
  const useMs = Number(values.seconds) * 1000;
  const session = await openPlayground([watchPage]);
  const { playground, profile } = session;
  const figures: Record<string, Figures> = {};
  const note = async (part: string, found: Figures): Promise<void> => {
    const memory = await pageMemory(profile);
    figures[part] = { ...found, memoryMib: memory && Math.round(memory.steadyMib) };
    console.log(part.padEnd(20), JSON.stringify(figures[part]));
  };
  try {
    await playground.modelReady();
    playground.page.setDefaultTimeout(PART_MS);
    const sheet = new LargeSheet(playground);
    await sheet.finished(PART_MS);
    await note("start", {});

    await sheet.open(cells, (row) => `thing${row}`);
    const before = Date.now();
    await sheet.formulas(1, cells, "$D$2:$E$4");
    const allQueued = await sheet.queued(cells, PART_MS);
    await note("queued", { cells, allQueued, milliseconds: Date.now() - before });
    const feel = await sheet.use(cells, useMs);
    const work = await sheet.work();
    await note("while filling", { ...smoothness(feel), rows: work?.done ?? null });
    await note("stopped", { milliseconds: await sheet.stop() });

    await sheet.open(cells, (row) => `word${row % inputs}`);
    const [asked, startMs] = [await sheet.requests(), Date.now()];
    await sheet.formulas(1, CHANGED_ROWS, "$G$2:$H$4");
    await sheet.formulas(CHANGED_ROWS + 1, cells, "$D$2:$E$4");
    // What the pane counts is no sign: it is idle for a moment wherever all that was started is answered.
    const isFinished = await sheet.settled(cells, PART_MS);
    const seconds = (Date.now() - startMs) / 1000;
    await note("equal inputs", {
      cells,
      inputs,
      requests: (await sheet.requests()) - asked,
      isFinished,
      rowsPerSecond: Math.round(cells / seconds),
    });

    const askedBefore = await sheet.requests();
    await playground.write("H4:H4", [["citys"]]);
    await sheet.requestsAbove(askedBefore, PART_MS);
    await sheet.settled(cells, PART_MS);
    await note("one example changed", {
      dependentRows: CHANGED_ROWS,
      requests: (await sheet.requests()) - askedBefore,
    });

    await sheet.open(spill, (row) => `item${row}`);
    const spillMs = Date.now();
    await playground.formula("B1", `=GPT(D2:E4, A1:A${spill})`);
    await note("spill queued", {
      rows: spill,
      isQueued: await sheet.queued(spill, PART_MS),
      milliseconds: Date.now() - spillMs,
    });
    const spillFeel = await sheet.use(spill, useMs);
    await note("while spilling", { ...smoothness(spillFeel), rows: (await sheet.work())?.done ?? null });
    await note("spill stopped", { milliseconds: await sheet.stop() });
  } finally {
    await session.close();
  }
  await mkdir(dirname(values.out), { recursive: true });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
  const result = {
    machine,
    when: new Date().toISOString(),
    settings: { cells, spill, inputs, useMs },
    figures,
  };
  await writeFile(values.out, `${JSON.stringify(result, null, 2)}\n`);
});

/** Presses that were painted within a frame are not recorded: they count as one frame. */
function smoothness({ presses, frames, typed }: Smoothness): Figures {
  const quick = Array.from({ length: Math.max(0, typed - presses.length) }, () => 16);
  const all = [...quick, ...presses];
  return {
    keys: typed,
    keyMedianMs: atShare(all, 0.5),
    key98thMs: atShare(all, 0.98),
    keyWorstMs: atShare(all, 1),
    frame98thMs: Math.round(atShare(frames, 0.98)),
    frameWorstMs: Math.round(atShare(frames, 1)),
  };
}
