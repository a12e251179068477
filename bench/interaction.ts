import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../e2e/browser.ts";
import { PlaygroundPage } from "../e2e/playground-page.ts";
import { runScript } from "../scripts/run-script.ts";
import { buildSite, serveSite } from "../scripts/site.ts";
import { machineName } from "./results.ts";

const OUT = fileURLToPath(new URL("results/interaction.json", import.meta.url));
const ROWS = 1000;
const PRESSES = 60;
const PAUSE_MS = 150;
const EXAMPLES = [
  ["Word", "Plural"],
  ["cat", "cats"],
  ["box", "boxes"],
  ["city", "cities"],
];

/** A stretch longer than 50 ms in which the page's own thread did one thing (Long Animation Frames). */
interface LongFrame {
  readonly milliseconds: number;
  /** What ran in it longest: file, function and milliseconds. */
  readonly script: string;
}

declare const window: { presses: number[]; frames: LongFrame[] };

interface ScriptTiming {
  readonly duration: number;
  readonly invoker: string;
  readonly sourceURL: string;
  readonly sourceFunctionName: string;
}

/**
 * `npm run interaction`: from a key press to the next paint (Event Timing, in steps of 8 ms) while a column of a
 * thousand rows is filled, in Chromium with the real model, and which frames of the page took longer than 50 ms. Writes
 * bench/results/interaction.json with the load that the machine was under.
 */
runScript(import.meta.url, async () => {
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const browser = await launchBrowser();
  try {
    const playground = await PlaygroundPage.open(await browser.newContext(), server.url);
    const { page } = playground;
    await playground.modelReady();
    await playground.newSheet();
    await playground.write("D1:E4", EXAMPLES);
    await playground.write(
      `A1:A${ROWS}`,
      Array.from({ length: ROWS }, (_, index) => [`thing${index}`]),
    );
    await playground.select("G1");
    await page.locator("main").focus();
    await page.evaluate(watch);
    const loadBefore = loadavg()[0]!;
    await playground.formula("B1", `=GPT(D2:E4, A1:A${ROWS})`);
    await page.getByRole("button", { name: "Stop", exact: true }).and(page.locator(":enabled")).waitFor();
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press(press % 2 === 0 ? "ArrowDown" : "ArrowUp");
      await page.waitForTimeout(PAUSE_MS);
    }
    const isBusy = await page.getByRole("button", { name: "Stop", exact: true }).isEnabled();
    const [presses, frames] = await page.evaluate(() => [window.presses, window.frames] as const);
    const sorted = presses.toSorted((a, b) => a - b);
    if (sorted.length === 0) throw new Error("Chromium recorded no key press");
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    const result = {
      machine: machineName(),
      when: new Date().toISOString(),
      /** Processes that ran or waited to, before the fill began. */
      loadBefore: Number(loadBefore.toFixed(1)),
      presses: sorted.length,
      isFillBusyToTheEnd: isBusy,
      medianMs: at(0.5),
      percentile98Ms: at(0.98),
      worstMs: at(1),
      longFrames: frames.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 20),
    };
    await writeFile(OUT, `${JSON.stringify(result, null, 2)}\n`);
    console.log(JSON.stringify(result, null, 2));
  } finally {
    await browser.close();
    await server.close();
  }
});

function watch(): void {
  window.presses = [];
  window.frames = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") window.presses.push(duration);
  }).observe({ type: "event", durationThreshold: 0 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { scripts: ScriptTiming[] })[]) {
      const [longest] = [...entry.scripts].sort((a, b) => b.duration - a.duration);
      const script = longest
        ? `${longest.sourceURL.split("/").at(-1)} ${longest.sourceFunctionName} (${longest.invoker}) ${Math.round(longest.duration)} ms`
        : "";
      window.frames.push({ milliseconds: Math.round(entry.duration), script });
    }
  }).observe({ type: "long-animation-frame" });
}
