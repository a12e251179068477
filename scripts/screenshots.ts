import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { PlaygroundPage } from "../e2e/playground-page.ts";
import { runScript } from "./run-script.ts";
import { shootPane } from "../e2e/shoot-pane.ts";
import { buildSite, serveSite } from "./site.ts";

const FOLDER = fileURLToPath(new URL("../docs/images/", import.meta.url));
/** Pictures that are looked at and not kept. */
const STATES_FOLDER = fileURLToPath(new URL("../.cache/screenshots/", import.meta.url));

const done = (path: string): void => console.log(path);

/** Nothing that a model can know. */
const SHELVES = [
  ["Item", "Shelf"],
  ["QX-4417", "north"],
  ["BD-9020", "south"],
  ["LK-1188", "north"],
  ["MV-7355", "south"],
  ["PT-2264", "south"],
  ["ZH-6609", "north"],
  ["CW-3071", "north"],
  ["RG-5842", "south"],
];

/** What can be taken, by name. */
const SHOTS: Readonly<Record<string, (browser: Browser, url: string) => Promise<void>>> = {
  tour: shootTour,
  playground: shootPlayground,
  apps: shootApps,
  teach: shootTeach,
  pane: async () => shootPane(STATES_FOLDER),
};

/**
 * `npm run screenshots -- [name…]`: the pictures of README and docs, from the built page with the real model, and of
 * the pane in each of its states over scripted answers (into .cache/screenshots, to be looked at).
 */
runScript(import.meta.url, async () => {
  const [, , ...given] = process.argv;
  const names = given.length === 0 ? Object.keys(SHOTS) : given;
  const unknown = names.find((name) => !(name in SHOTS));
  if (unknown !== undefined)
    throw new Error(`There is no "${unknown}"; there are ${Object.keys(SHOTS).join(", ")}.`);
  for (const folder of [FOLDER, STATES_FOLDER]) await mkdir(folder, { recursive: true });
  const server = await serveSite(await buildSite(console.log), { port: 0 });
  const browser = await launchBrowser();
  try {
    for (const name of names) await SHOTS[name]!(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** A filled sheet with the pane beside it, and the parts of the pane that show the model itself. */
async function shootPlayground(browser: Browser, url: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme });
    const playground = await PlaygroundPage.open(context, url);
    await playground.page.setViewportSize({ width: 1280, height: 800 });
    await playground.modelReady();
    await playground.showSheet("Capitals");
    await playground.settled("B7:B9");
    await playground.select("B10");
    await playground.page.getByRole("button", { name: "Fill 37 rows" }).click();
    await playground.settled("B7:B46");
    await workDone(playground);
    await playground.select("B9");
    await playground.page.getByText("Country: Italy").first().waitFor();
    // The answer with its tokens says more of the product than how the model was loaded.
    await playground.page
      .getByRole("region", { name: "Selected cell" })
      .evaluate((card) => card.scrollIntoView());
    const path = `${FOLDER}playground-${colorScheme}.png`;
    await playground.page.screenshot({ path });
    done(path);
    await shootModel(playground, colorScheme);
    await context.close();
  }
}

async function shootModel({ page }: PlaygroundPage, colorScheme: string): Promise<void> {
  // As high as the pane's content, which scrolls else.
  await page.setViewportSize({ width: 1280, height: 4200 });
  const shoot = async (card: string, name: string) => {
    const region = page.getByRole("region", { name: card, exact: true });
    const path = `${STATES_FOLDER}${name}-${colorScheme}.png`;
    await region.screenshot({ path });
    done(path);
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

/** An app running in the pane: what the model wrote for a description of the sample sheet. */
async function shootApps(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ colorScheme: "light" });
  const playground = await PlaygroundPage.open(context, url);
  await playground.page.setViewportSize({ width: 1280, height: 800 });
  await playground.modelReady();
  await playground.showSheet("Describe an app");
  await playground.settled("B12:B12", (value) => value !== null, 120_000);
  await workDone(playground);
  await playground.select("B12");
  const card = playground.page.getByRole("region", { name: "App preview" });
  await card.frameLocator("iframe").getByRole("button").first().click();
  // To the very top: there is no news of the pane here that would need room.
  await card.evaluate((element) => {
    element.style.scrollMarginTop = "-48px";
    element.scrollIntoView();
  });
  const path = `${FOLDER}apps.png`;
  await playground.page.screenshot({ path });
  done(path);
  await context.close();
}

/** Resolves when all formulas of the workbook have their answers. */
async function workDone({ page }: PlaygroundPage): Promise<void> {
  const work = page.getByRole("region", { name: "Work", exact: true });
  await work.getByRole("button", { name: "Stop", disabled: true }).waitFor({ timeout: 300_000 });
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
    const path = `${STATES_FOLDER}tour-${locale.slice(0, 2)}.png`;
    await page.screenshot({ path });
    done(path);
    await context.close();
  }
}

/** The Teach card in the middle of a training. */
async function shootTeach(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ colorScheme: "light" });
  const playground = await PlaygroundPage.open(context, url);
  const card = playground.page.getByRole("region", { name: "Teach", exact: true });
  const press = (name: string) => card.getByRole("button", { name, exact: true }).click();
  await playground.modelReady();
  await playground.newSheet();
  await playground.write("A1:B9", SHELVES);
  await playground.select("A2:B9");
  await card.getByLabel("Name").fill("shelf codes");
  await press("Teach");
  await card.getByText(/step 1\d of/).waitFor({ timeout: 400_000 });
  await press("Pause");
  await card.getByRole("button", { name: "One step" }).waitFor();
  const path = `${FOLDER}teach.png`;
  await card.screenshot({ path });
  done(path);
  await context.close();
}
