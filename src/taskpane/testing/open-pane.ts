import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type axe from "axe-core";
import type { BrowserContextOptions, Locator } from "playwright-core";
import type { BundledPage } from "../../host/playground/testing/bundled-page.ts";
import { openBundledPage } from "../../host/playground/testing/bundled-page.ts";
import type { PanePage } from "./pane-page.ts";

declare const window: { pane: PanePage; axe: typeof axe };

/** Excel's page around the pane, without Office's own script. */
const HTML = readFileSync(new URL("../taskpane.html", import.meta.url), "utf8").replace(
  /<script[^>]*><\/script>/,
  "",
);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** The narrowest pane that Excel gives. */
const NARROW = { width: 320, height: 900 };

export interface OpenPane extends BundledPage {
  card(name: string): Locator;
  button(name: string): Locator;
  /** What a screen reader or a person with poor sight would stumble over. */
  problems(): Promise<string[]>;
  /** How much wider than the pane its content is, in pixels. */
  overflow(): Promise<number>;
  loadModel(): Promise<void>;
  /** Answers one country, and selects its cell. */
  answer(country: string): Promise<void>;
}

/** Opens the pane alone, over the scripted model, as narrow as it gets. */
export async function openPane(context: BrowserContextOptions = {}): Promise<OpenPane> {
  const entry = fileURLToPath(new URL("./pane-page.ts", import.meta.url));
  const opened = await openBundledPage({
    entry,
    html: HTML,
    context: { viewport: NARROW, reducedMotion: "reduce", ...context },
  });
  const { page } = opened;
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await page.addScriptTag({ path: AXE });
  const card = (name: string) => page.getByRole("region", { name });
  return {
    ...opened,
    card,
    button: (name) => page.getByRole("button", { name, exact: true }),
    async problems() {
      // Colours that are on their way to others are no one's to read.
      await page.waitForFunction(() =>
        document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
      );
      // Fluent's focus keeper puts empty, hidden stops around the pane, which axe takes for content.
      const { violations } = await page.evaluate(() =>
        window.axe.run({ include: [["html"]], exclude: [["[data-tabster-dummy]"]] }),
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    },
    overflow: () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    async loadModel() {
      await page.evaluate(() => {
        window.pane.product.loadModel();
        window.pane.ready();
      });
      await card("Model").getByText("Ready").waitFor();
    },
    async answer(country) {
      await page.evaluate(async (input) => {
        await window.pane.fill([input]);
        window.pane.host.select("Sheet1!B4");
      }, country);
    },
  };
}
