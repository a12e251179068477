import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { atShare, LargeSheet, watchPage, type Smoothness } from "../e2e/large-sheet.ts";
import { openPlayground, type PlaygroundSession } from "../e2e/playground-session.ts";
import { runScript } from "../scripts/run-script.ts";
import { writeWhole } from "../scripts/write-whole.ts";
import { pageMemory } from "./process-memory.ts";
import { machineName } from "./results.ts";

const OUT = fileURLToPath(new URL("results/large-sheet.json", import.meta.url));
/** The longest until all formulas are counted, or until the rows of a changed example are there. */
const PART_MS = 180_000;
/** The longest that a fill with repeated inputs may take. */
const FILL_MS = 600_000;
/** How many rows depend on the example that is changed. */
const CHANGED_ROWS = 100;
/** Between two looks at a fill. */
const LOOK_MS = 5_000;

type Figures = Record<string, number | boolean | string | null>;

/**
 * `npm run large-sheet`: formula cells by the thousand and one long spill in the playground, with the real model, while
 * keys are pressed and the sheet is scrolled. Writes bench/results/large-sheet.json and prints it. With inputs that are
 * all different, 25,000 rows would take a quarter of an hour and more; so they are only while a fill is looked at and
 * then stopped. Of those that run to their end, --share (one in ten) are different: equal ones run once.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "25000" },
      spill: { type: "string", default: "10000" },
      share: { type: "string", default: "0.1" },
      seconds: { type: "string", default: "30" },
      out: { type: "string", default: OUT },
    },
  });
  const [rows, spill, share] = [values.rows, values.spill, values.share].map(Number) as [
    number,
    number,
    number,
  ];
  const useMs = Number(values.seconds) * 1000;
  const before = loadavg()[0]!;
  const session = await openPlayground([watchPage]);
  const bench = new LargeSheetBench(session, useMs);
  try {
    await bench.open();
    await bench.stopInTheMiddle(rows);
    await bench.fillToTheEnd(rows, Math.max(1, Math.round(rows * share)));
    await bench.changeAnExample();
    await bench.spill(spill, Math.max(1, Math.round(spill * share)));
  } finally {
    await session.close();
  }
  const result = {
    machine: machineName(),
    when: new Date().toISOString(),
    load: { before, after: loadavg()[0]! },
    settings: { rows, spill, share, useMs },
    figures: bench.figures,
  };
  await writeWhole(values.out, `${JSON.stringify(result, null, 2)}\n`);
});

class LargeSheetBench {
  readonly figures: Record<string, Figures> = {};
  readonly #session: PlaygroundSession;
  readonly #sheet: LargeSheet;
  readonly #useMs: number;

  constructor(session: PlaygroundSession, useMs: number) {
    this.#session = session;
    this.#sheet = new LargeSheet(session.playground);
    this.#useMs = useMs;
  }

  async open(): Promise<void> {
    const { playground } = this.#session;
    await playground.modelReady();
    playground.page.setDefaultTimeout(PART_MS);
    await this.#sheet.finished(PART_MS);
    await this.#note("start", {});
  }

  /** Inputs that are all different: how it feels while they run, and how fast they are stopped. */
  async stopInTheMiddle(rows: number): Promise<void> {
    const sheet = this.#sheet;
    await sheet.open(rows, (row) => `thing${row}`);
    const startMs = Date.now();
    await sheet.formulas(1, rows, "$D$2:$E$4");
    const allQueued = await sheet.queued(rows, PART_MS);
    await this.#note("queued", { rows, allQueued, milliseconds: Date.now() - startMs });
    const feel = await sheet.use(rows, this.#useMs);
    await this.#note("while filling", { ...smoothness(feel), rows: (await sheet.work())?.done ?? null });
    await this.#note("stopped", { milliseconds: await sheet.stop() });
    const shownMs = Date.now();
    const isFinished = (await this.#watch(rows)) !== null;
    await this.#note("shown as stopped", { isFinished, milliseconds: Date.now() - shownMs });
  }

  /** Each input comes several times. The first rows have examples of their own. */
  async fillToTheEnd(rows: number, inputs: number): Promise<void> {
    const sheet = this.#sheet;
    await sheet.open(rows, (row) => `word${row % inputs}`);
    const asked = await sheet.requests();
    await sheet.formulas(1, CHANGED_ROWS, "$G$2:$H$4");
    await sheet.formulas(CHANGED_ROWS + 1, rows, "$D$2:$E$4");
    await this.#toTheEnd("filled", rows, inputs, asked);
  }

  async changeAnExample(): Promise<void> {
    const sheet = this.#sheet;
    const asked = await sheet.requests();
    await this.#session.playground.write("H4:H4", [["citys"]]);
    await sheet.requestsAbove(asked, PART_MS);
    await this.#watch(CHANGED_ROWS);
    const requests = (await sheet.requests()) - asked;
    await this.#note("one example changed", { dependentRows: CHANGED_ROWS, requests });
  }

  async spill(rows: number, inputs: number): Promise<void> {
    const sheet = this.#sheet;
    await sheet.open(rows, (row) => `item${row % inputs}`);
    const asked = await sheet.requests();
    await this.#session.playground.formula("B1", `=GPT(D2:E4, A1:A${rows})`);
    await this.#toTheEnd("spilled", rows, inputs, asked);
  }

  async #toTheEnd(part: string, rows: number, inputs: number, asked: number): Promise<void> {
    const startMs = Date.now();
    await this.#sheet.queued(rows, PART_MS);
    const feel = await this.#sheet.use(rows, this.#useMs);
    await this.#note(`while ${part}`, {
      ...smoothness(feel),
      rows: (await this.#sheet.work())?.done ?? null,
    });
    const seen = await this.#watch(rows);
    const seconds = (Date.now() - startMs) / 1000;
    const requests = (await this.#sheet.requests()) - asked;
    await this.#note(part, {
      rows,
      inputs,
      requests,
      isFinished: seen !== null,
      seconds: Math.round(seconds),
      rowsPerSecond: Math.round((rows / seconds) * 10) / 10,
      requestsPerSecond: Math.round((requests / seconds) * 10) / 10,
      ...seen,
    });
  }

  /**
   * Looks at the first so many cells of column B until all have ended; null after the time. countedBeforeShown: most rows
   * that the pane counted as done while the sheet did not show them; a spill is shown as a whole. memory: at the beginning,
   * at the end and at most.
   */
  async #watch(rows: number): Promise<Figures | null> {
    const deadline = Date.now() + FILL_MS;
    const memory: number[] = [];
    let countedBeforeShown = 0;
    for (;;) {
      const done = (await this.#sheet.work())?.done;
      const ended = await this.#sheet.ended(rows);
      countedBeforeShown = Math.max(countedBeforeShown, (done ?? 0) - ended);
      const { steadyMib } = (await pageMemory(this.#session.profile)) ?? { steadyMib: 0 };
      memory.push(Math.round(steadyMib));
      if (ended === rows) {
        const [memoryFirstMib, memoryLastMib] = [memory[0]!, memory.at(-1)!];
        return { countedBeforeShown, memoryFirstMib, memoryLastMib, memoryMostMib: Math.max(...memory) };
      }
      if (Date.now() > deadline) return null;
      await this.#session.playground.page.waitForTimeout(rows > CHANGED_ROWS ? LOOK_MS : 200);
    }
  }

  async #note(part: string, found: Figures): Promise<void> {
    const memory = await pageMemory(this.#session.profile);
    this.figures[part] = { ...found, memoryMib: memory && Math.round(memory.steadyMib) };
    console.log(part.padEnd(20), JSON.stringify(this.figures[part]));
  }
}

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
