import type { Browser } from "playwright-core";
import { buildSite, serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchBrowser } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

/** The narrow page of a telephone, where the pane is closed at first. */
const NARROW = { width: 390, height: 800 };

describe("the first visit, in the built page", () => {
  let server: StaticServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveSite(await buildSite(console.log), { port: 0 });
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("asks before the model is downloaded, and not again", async () => {
    const context = await browser.newContext();
    const requested: string[] = [];
    // Whether a model is there is asked for without its bytes.
    context.on("request", (request) => request.method() === "HEAD" || requested.push(request.url()));
    const weights = () => requested.filter((url) => url.endsWith(".bin"));
    const playground = await PlaygroundPage.open(context, server.url, false);
    const model = playground.page.getByRole("region", { name: "Model", exact: true });
    const download = model.getByRole("button", { name: "Download 253 MB" });
    await download.waitFor();
    await model.getByText("kept in this browser", { exact: false }).waitFor();
    await playground.page
      .getByRole("region", { name: "Selected cell" })
      .getByText("Waiting for the model: see “Model” above.")
      .waitFor();
    expect(await playground.values("B12")).toEqual([["#BUSY!"]]);
    expect(weights()).toEqual([]);
    await download.click();
    expect(await playground.settled("B12", (value) => typeof value === "string")).toEqual(["took"]);
    await playground.page.reload();
    await playground.ready();
    await playground.modelReady();
    expect(await download.count()).toBe(0);
    expect(playground.pageErrors).toEqual([]);
    await context.close();
  }, 180_000);

  it("opens the pane where it is closed, and lets the formulas be stopped", async () => {
    const context = await browser.newContext();
    const playground = await PlaygroundPage.open(context, server.url, false);
    const { page } = playground;
    await page.getByRole("button", { name: "Hide the pane" }).click();
    await page.setViewportSize(NARROW);
    await page.reload();
    await page.getByRole("button", { name: "Download 253 MB" }).waitFor();
    await page
      .getByRole("region", { name: "Work", exact: true })
      .getByRole("button", { name: "Stop" })
      .click();
    expect(await playground.settled("B12")).toEqual(["#N/A"]);
    await context.close();
  }, 120_000);
});
