import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { PlaygroundPage } from "../e2e/playground-page.ts";
import { runScript } from "./run-script.ts";
import { buildSite, serveSite } from "./site.ts";

const FOLDER = fileURLToPath(new URL("../docs/images/", import.meta.url));

/** `npm run screenshots`: the README's pictures, from the built page with the real model. */
runScript(import.meta.url, async () => {
  await mkdir(FOLDER, { recursive: true });
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const browser = await launchBrowser();
  await shootTour(browser, server.url);
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme });
    const playground = await PlaygroundPage.open(context, server.url);
    await playground.page.setViewportSize({ width: 1280, height: 800 });
    await playground.modelReady();
    await playground.showSheet("Capitals");
    await playground.settled("B7:B9");
    await playground.pointer.dragDown(8, 1, 27);
    await playground.settled("B7:B28");
    await playground.select("B9");
    await playground.page.getByText("Country: Italy").first().waitFor();
    await playground.page.screenshot({ path: `${FOLDER}playground-${colorScheme}.png` });
    console.log(`docs/images/playground-${colorScheme}.png`);
    await shootPane(playground, colorScheme);
    await context.close();
  }
  await shootApps(browser, server.url);
  await browser.close();
  await server.close();
});

/** An app that the model wrote, running in the pane beside its description. */
async function shootApps(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ colorScheme: "light" });
  const playground = await PlaygroundPage.open(context, url);
  await playground.page.setViewportSize({ width: 1280, height: 800 });
  await playground.modelReady();
  await playground.showSheet("Describe an app");
  await playground.settled("B12:B12");
  await playground.select("B12");
  const card = playground.page.getByRole("region", { name: "App preview" });
  await card.frameLocator("iframe").getByRole("button").first().click();
  await card.scrollIntoViewIfNeeded();
  await playground.page.screenshot({ path: `${FOLDER}apps.png` });
  console.log("docs/images/apps.png");
  await context.close();
}

/** The pane's parts that show the model itself, each as it stands when it is asked for. */
async function shootPane({ page }: PlaygroundPage, colorScheme: string): Promise<void> {
  // As high as the pane's content, which scrolls else.
  await page.setViewportSize({ width: 1280, height: 4200 });
  const shoot = async (card: string, name: string) => {
    const region = page.getByRole("region", { name: card, exact: true });
    await region.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png` });
    console.log(`docs/images/${name}-${colorScheme}.png`);
  };
  await page.getByRole("button", { name: "Choose a model" }).click();
  await page.getByText("of this browser’s storage").waitFor();
  await shoot("Model", "models");
  await page.getByRole("button", { name: "Show tokens" }).click();
  await page.getByRole("button", { name: "How likely was the prompt?" }).click();
  await page.getByText("Underlined: tokens of the prompt").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Look into the layers" }).click();
  await page.getByRole("img", { name: /^What the place looks at/ }).waitFor({ timeout: 120_000 });
  await shoot("Under the hood", "layers");
}

/** The first minute, in both languages; the second is narrow, as on a telephone. */
async function shootTour(browser: Browser, url: string): Promise<void> {
  for (const [locale, width] of [
    ["en-GB", 1280],
    ["de-DE", 390],
  ] as const) {
    const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("button", { name: /^(Next|Weiter)$/ }).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${FOLDER}tour-${locale.slice(0, 2)}.png` });
    console.log(`docs/images/tour-${locale.slice(0, 2)}.png`);
    await context.close();
  }
}
