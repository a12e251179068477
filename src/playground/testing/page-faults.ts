import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";

declare const window: { axe: typeof axe };

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Rules of axe that the page breaks, but for the grid's own parts. */
export async function pageFaults(page: Page): Promise<string[]> {
  // What fades in has little contrast until it is there; what turns for ever has no end.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState === "finished" || effect?.getComputedTiming().endTime === Infinity,
      ),
  );
  await page.addScriptTag({ content: readFileSync(AXE, "utf8") });
  return page.evaluate(async () => {
    const parts = { exclude: [[".grid-canvas"], ["[data-tabster-dummy]"]] };
    // What stands in for the pane here is no landmark.
    const { violations } = await window.axe.run(parts, { rules: { region: { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
