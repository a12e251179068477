import { launchBrowser } from "../e2e/browser.ts";
import { PlaygroundPage } from "../e2e/playground-page.ts";
import { runScript } from "../scripts/run-script.ts";
import { buildSite, serveSite } from "../scripts/site.ts";

const ROWS = 1000;
const PRESSES = 60;
const PAUSE_MS = 150;
const EXAMPLES = [
  ["Word", "Plural"],
  ["cat", "cats"],
  ["box", "boxes"],
  ["city", "cities"],
];

declare const window: { presses: number[] };

/**
 * `npm run interaction`: from a key press to the next paint (Event Timing, in steps of 8 ms) while a column of a
 * thousand rows is filled, in Chromium with the real model. Prints median, 98th percentile and worst.
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
    await page.evaluate(() => {
      window.presses = [];
      new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries())
          if (name === "keydown") window.presses.push(duration);
      }).observe({ type: "event", durationThreshold: 0 } as PerformanceObserverInit);
    });
    await playground.formula("B1", `=GPT(D2:E4, A1:A${ROWS})`);
    await page.getByRole("button", { name: "Stop", exact: true }).and(page.locator(":enabled")).waitFor();
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press(press % 2 === 0 ? "ArrowDown" : "ArrowUp");
      await page.waitForTimeout(PAUSE_MS);
    }
    const isBusy = await page.getByRole("button", { name: "Stop", exact: true }).isEnabled();
    const presses = (await page.evaluate(() => window.presses)).toSorted((a, b) => a - b);
    if (presses.length === 0) throw new Error("Chromium recorded no key press");
    const at = (share: number): number =>
      presses[Math.min(presses.length - 1, Math.floor(share * presses.length))]!;
    console.log(`${presses.length} presses${isBusy ? "" : " (the fill ended before the last)"}`);
    console.log(`median ${at(0.5)} ms, 98th percentile ${at(0.98)} ms, worst ${at(1)} ms`);
  } finally {
    await browser.close();
    await server.close();
  }
});
