import { mkdir } from "node:fs/promises";
import type { BrowserContextOptions } from "playwright-core";
import { openPane } from "../src/taskpane/testing/open-pane.ts";
import type { PanePage } from "../src/taskpane/testing/pane-page.ts";

declare const window: { pane: PanePage };

const VIEWPORT = { width: 320, height: 2400 };

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: {},
  dark: { colorScheme: "dark" },
  contrast: { forcedColors: "active" },
  german: { locale: "de-DE" },
};

const FINISHED = Array.from({ length: 10 }, (_, row) => [
  { value: `code ${row}` },
  { value: `shelf ${row}` },
]);

/** The whole pane, 320 px wide, in each look and state, over scripted answers. */
export async function shootPane(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [look, context] of Object.entries(LOOKS)) {
    const pane = await openPane({ ...context, viewport: VIEWPORT });
    const { page } = pane;
    const isGerman = look === "german";
    const press = (english: string, german: string) =>
      page.getByRole("button", { name: isGerman ? german : english, exact: true }).click();
    const shoot = async (state: string) => {
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}${look}-${state}.png` });
      console.log(`${folder}${look}-${state}.png`);
    };
    await press("Choose a model", "Modell wählen");
    await page.evaluate(() => window.pane.product.loadModel());
    await page.evaluate(() => window.pane.progress(50e6, 253e6));
    await shoot("loading");
    await page.evaluate(() => window.pane.ready());
    await page.evaluate(() => window.pane.host.select("Sheet1!B4"));
    await press("Try it", "Ausprobieren");
    await page.getByText(isGerman ? "Ihre eigenen Beispiele" : "Your own examples").waitFor();
    await shoot("fill");
    await page.evaluate(async () => {
      await window.pane.fill(["France", "Nowhere"]);
      window.pane.host.select("Sheet1!B4");
    });
    await press("Show tokens", "Tokens zeigen");
    await press("Look into the layers", "In die Schichten sehen");
    await press("Which examples mattered", "Welche Beispiele zählten");
    await shoot("inside");
    await page.evaluate(async (entries) => {
      await window.pane.host.writeEntries([{ address: "Sheet1!A7:B16", entries }]);
      window.pane.host.select("Sheet1!A7:B16");
      void window.pane.product.teaching.start({
        area: "Sheet1!A7:B16",
        name: "shelf codes",
        isHeldBack: true,
        pace: "run",
      });
    }, FINISHED);
    await shoot("teach");
    await pane.close();
  }
}
