import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { runWebpack } from "../scripts/run-webpack.ts";
import { serveSite } from "../scripts/site.ts";
import type { StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";

const isAnswer = (value: unknown) => value !== null && value !== "#N/A";

/** A host that sends no headers of ours: the service worker does. */
describe("the site as `npm run build` makes it, once seen", () => {
  let folder: string;
  let site: string;
  let server: StaticServer;
  let port: number;
  let context: BrowserContext;
  let playground: PlaygroundPage;

  const serve = async (from: string, at: number): Promise<void> => {
    server = await serveSite(from, { port: at, isolated: false });
    port = Number(new URL(server.url).port);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-offline-"));
    site = join(folder, "site");
    await runWebpack({ mode: "production", outputFolder: site, isOffline: true });
    await serve(site, 0);
    context = await launchProfile(join(folder, "profile"));
    playground = await PlaygroundPage.open(context, server.url);
    await playground.modelReady();
    await playground.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  });

  afterAll(async () => {
    await context.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("opens and answers without a network", async () => {
    await server.close();
    const { page } = playground;
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await playground.ready();
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Japan", "Tokyo"],
    ]);
    await playground.write("A4:A4", [["France"]]);
    await playground.formula("B4", "=GPT(A2:B3, A4)");
    expect(await playground.settled("B4:B4", isAnswer)).toEqual(["Paris"]);
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
  });

  it("keeps an open workbook whole when another version is put in its place, which opens afterwards", async () => {
    const next = join(folder, "next");
    await cp(join(site, "isolation-worker.js"), join(next, "isolation-worker.js"));
    await writeFile(join(next, "index.html"), "<!doctype html><title>The next version</title>");
    const list = { version: "next", files: ["index.html", "isolation-worker.js"] };
    await writeFile(join(next, "offline-files.js"), `self.OFFLINE = ${JSON.stringify(list)};`);
    await serve(next, port);
    const { page } = playground;
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    // Saving loads a part of the page that was not needed until now, and that the host has no longer.
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save" }).click();
    expect((await readFile(await (await download).path())).length).toBeGreaterThan(1000);
    await page.close({ runBeforeUnload: false });
    const again = await context.newPage();
    await expectTitle(again, server.url, "The next version");
    const names = await again.evaluate(() => caches.keys());
    expect(names.filter((name) => name.startsWith("fewshot "))).toEqual([expect.stringMatching(/ next$/)]);
  });
});

async function expectTitle(
  page: Awaited<ReturnType<BrowserContext["newPage"]>>,
  url: string,
  title: string,
): Promise<void> {
  const deadline = Date.now() + 20_000;
  do {
    await page.goto(url);
    if ((await page.title()) === title) return;
    // The browser lets go of the last page's worker some time after the page.
    await page.goto("about:blank");
    await page.waitForTimeout(500);
  } while (Date.now() < deadline);
  expect(await page.title()).toBe(title);
}
