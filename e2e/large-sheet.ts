import type { Page } from "playwright-core";
import type { PlaygroundPage } from "./playground-page.ts";

/** What the page's own script keeps while the sheet is worked on. */
interface Watch {
  /** Milliseconds from each key press to the next paint (Event Timing). */
  presses: number[];
  /** Milliseconds between frames. */
  frames: number[];
  /** Requests sent to the engine. */
  requests: number;
}

interface LargeSheetApi {
  getActiveWorkbook(): {
    getActiveSheet(): {
      setRowCount(rows: number): void;
      getRange(address: string): { getValues(): unknown[][] };
      scrollToCell(row: number, column: number): void;
    };
  };
}

declare const window: { watch: Watch; univerAPI: LargeSheetApi; Worker: typeof Worker };

export const EXAMPLES = [
  ["Word", "Plural"],
  ["cat", "cats"],
  ["box", "boxes"],
  ["city", "cities"],
];

/** Counts the requests that go to the engine, key presses and frames. Must run before the page's own scripts. */
export function watchPage(): void {
  const watch: Watch = { presses: [], frames: [], requests: 0 };
  const Original = window.Worker;
  window.Worker = class extends Original {
    override postMessage(message: { type?: string; requests?: unknown[] }, ...rest: never[]): void {
      if (message.type === "batch-complete") watch.requests += message.requests!.length;
      super.postMessage(message, ...rest);
    }
  };
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") watch.presses.push(duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  // A method, not a named function: tsx marks those with a helper that the page does not have.
  const frames = {
    last: performance.now(),
    next(now: number): void {
      watch.frames.push(now - frames.last);
      frames.last = now;
      requestAnimationFrame((time) => frames.next(time));
    },
  };
  requestAnimationFrame((time) => frames.next(time));
  Object.assign(window, { watch });
}

export interface Smoothness {
  /** Milliseconds of key presses that took longer than a frame, ascending; others are not recorded. */
  readonly presses: readonly number[];
  /** Milliseconds between frames, ascending. */
  readonly frames: readonly number[];
  readonly typed: number;
}

export interface WorkCounts {
  readonly done: number;
  readonly total: number;
}

/** A large sheet in the playground, and what a person does on it meanwhile. */
export class LargeSheet {
  readonly #playground: PlaygroundPage;
  readonly #page: Page;

  constructor(playground: PlaygroundPage) {
    this.#playground = playground;
    this.#page = playground.page;
  }

  /** A new sheet with examples in D1:E4, further ones in G1:H4, and so many inputs in column A. */
  async open(rows: number, input: (row: number) => string): Promise<void> {
    await this.#playground.newSheet();
    await this.#page.evaluate((count) => {
      window.univerAPI.getActiveWorkbook().getActiveSheet().setRowCount(count);
    }, rows + 10);
    await this.#playground.write("D1:E4", EXAMPLES);
    await this.#playground.write("G1:H4", EXAMPLES);
    const inputs = Array.from({ length: rows }, (_, row) => [input(row)]);
    await this.#playground.write(`A1:A${rows}`, inputs);
  }

  /** One formula in each row of column B, from row `first` to `last`, counted from 1. examples: "$D$2:$E$4". */
  async formulas(first: number, last: number, examples: string): Promise<void> {
    const cells = Array.from({ length: last - first + 1 }, (_, place) => [
      { f: `=GPT(${examples}, A${first + place})` },
    ]);
    await this.#playground.write(`B${first}:B${last}`, cells as never);
  }

  /** How many requests the engine was sent since the page was opened. */
  requests(): Promise<number> {
    return this.#page.evaluate(() => window.watch.requests);
  }

  /** What the pane says of the work; null while it says nothing. */
  async work(): Promise<WorkCounts | null> {
    const bar = this.#page
      .getByRole("region", { name: "Work" })
      .getByRole("progressbar", { name: "Work", exact: true });
    const text = (await bar.count()) === 0 ? null : await bar.getAttribute("aria-valuetext");
    const [, done, total] = /^([\d,.\s]+) of ([\d,.\s]+) /.exec(text ?? "") ?? [];
    const number = (written: string): number => Number(written.replace(/\D/g, ""));
    return done === undefined || total === undefined ? null : { done: number(done), total: number(total) };
  }

  /** Resolves when more requests than these have been sent to the engine. Rejects after the time. */
  async requestsAbove(before: number, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while ((await this.requests()) <= before) {
      if (Date.now() > deadline) throw new Error("Nothing was asked of the engine");
      await this.#page.waitForTimeout(50);
    }
  }

  isBusy(): Promise<boolean> {
    return this.#page.getByRole("button", { name: "Stop", exact: true }).isEnabled();
  }

  /** Resolves when so many rows are counted as work; false after the time. */
  async queued(rows: number, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (((await this.work())?.total ?? 0) < rows) {
      if (Date.now() > deadline) return false;
      await this.#page.waitForTimeout(100);
    }
    return true;
  }

  /** Milliseconds until the work is over; null after the time. */
  async finished(timeoutMs: number): Promise<number | null> {
    const startMs = Date.now();
    while (await this.isBusy()) {
      if (Date.now() - startMs > timeoutMs) return null;
      await this.#page.waitForTimeout(50);
    }
    return Date.now() - startMs;
  }

  /** How many of the first so many cells of column B show something and are not busy. */
  ended(rows: number): Promise<number> {
    return this.#page.evaluate((address) => {
      const shown = window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(address).getValues();
      return shown.filter(([value]) => value !== null && value !== undefined && value !== "#BUSY!").length;
    }, `B1:B${rows}`);
  }

  /** Presses Stop. Milliseconds until nothing is waiting or running. */
  async stop(): Promise<number> {
    const startMs = Date.now();
    await this.#page.getByRole("button", { name: "Stop", exact: true }).click();
    await this.finished(60_000);
    return Date.now() - startMs;
  }

  /** Types, moves and scrolls for so long, and tells how it felt. */
  async use(rows: number, milliseconds: number): Promise<Smoothness> {
    await this.#playground.select("K1");
    await this.#page.locator("main").focus();
    await this.#page.evaluate(() => {
      Object.assign(window.watch, { presses: [], frames: [] });
    });
    const deadline = Date.now() + milliseconds;
    let typed = 0;
    while (Date.now() < deadline) {
      await this.#page.keyboard.press(typed % 2 === 0 ? "ArrowDown" : "ArrowUp");
      typed += 1;
      if (typed % 10 === 0) {
        // Nothing is returned: it would be the sheet itself, which takes seconds to be written out for the test.
        await this.#page.evaluate(
          (row) => {
            window.univerAPI.getActiveWorkbook().getActiveSheet().scrollToCell(row, 0);
          },
          (typed * 397) % rows,
        );
      }
      await this.#page.waitForTimeout(100);
    }
    const { presses, frames } = await this.#page.evaluate(() => window.watch);
    const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    return { presses: sorted(presses), frames: sorted(frames), typed };
  }
}

/** The value that a share of the ascending values does not exceed; 0 without values. */
export const atShare = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
