import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { runWebpack } from "../scripts/run-webpack.ts";
import { serveSite } from "../scripts/site.ts";
import { startServer, type StaticServer } from "../scripts/static-server.ts";
import { launchProfile } from "./browser.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { keepEngines } from "./keep-engines.ts";

declare const window: Window & typeof globalThis & { engines: Worker[] };

const isAnswer = (value: unknown) => value !== null && value !== "#N/A";

/** A host that sends no headers of ours: the service worker does. */
describe("the site as `npm run build` makes it, once seen", () => {
  let folder: string;
  let site: string;
  let server: StaticServer;
  let port: number;
  let context: BrowserContext;
  let playground: PlaygroundPage;

  /** The next version, with a page in the place of the playground and other models. */
  const nextVersion = async (page: string, served = page): Promise<string> => {
    const next = await mkdtemp(join(folder, "next-"));
    await cp(join(site, "isolation-worker.js"), join(next, "isolation-worker.js"));
    await mkdir(join(next, "model"));
    await writeFile(join(next, "model/models.lock.json"), "{}");
    await writeFile(join(next, "index.html"), page);
    const hashes = async (names: readonly string[]) => {
      const read = async (name: string) => [name, sha256(await readFile(join(next, name)))] as const;
      return Object.fromEntries(await Promise.all(names.map(read)));
    };
    const list = {
      version: sha256(page).slice(0, 16),
      files: await hashes(["index.html", "isolation-worker.js"]),
      optional: await hashes(["model/models.lock.json"]),
      extras: {},
    };
    await writeFile(join(next, "offline-files.js"), `self.OFFLINE = ${JSON.stringify(list)};`);
    await writeFile(join(next, "index.html"), served);
    return next;
  };

  /** What the browser makes of the version that the host has now. */
  const nextState = (): Promise<ServiceWorkerState> =>
    playground.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => undefined);
      const next = registration.installing ?? registration.waiting;
      while (next?.state === "installing") await new Promise((resolve) => setTimeout(resolve, 50));
      return next?.state ?? "redundant";
    });

  const versions = async (): Promise<string[]> => {
    const names = await playground.page.evaluate(() => caches.keys());
    return names.filter((name) => name.startsWith("fewshot "));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-offline-"));
    site = join(folder, "site");
    await runWebpack({ mode: "production", outputFolder: site, isOffline: true });
    server = await serveSite(site, { port: 0, isolated: false });
    port = Number(new URL(server.url).port);
    context = await launchProfile(join(folder, "profile"));
    await context.addInitScript(keepEngines);
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

  it("refuses a version of which a file is not as it was built, and says which", async () => {
    const before = await versions();
    server = await startServer({
      folder: await nextVersion("<title>Built</title>", "<title>Harmed</title>"),
      port,
    });
    expect(await nextState()).toBe("redundant");
    expect(await versions()).toEqual(before);
    await playground.page
      .getByText("index.html does not come from this site as it was built")
      .first()
      .waitFor();
    await playground.page.reload();
    await playground.ready();
    await server.close();
  });

  it("keeps an open workbook whole when another version is put in its place, which opens afterwards", async () => {
    server = await startServer({ folder: await nextVersion("<title>The next version</title>"), port });
    const before = await versions();
    expect(await nextState()).toBe("installed");
    const { page } = playground;
    // Its engine, started anew, finds its own script and list of models, which the host has no longer.
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Japan", "Tokyo"],
    ]);
    await playground.write("A4:A5", [["Italy"], ["Spain"]]);
    await playground.formula("B4", "=GPT(A2:B3, A4)");
    expect(await playground.settled("B4:B4", isAnswer)).toEqual([expect.stringMatching(/^[A-Z]/)]);
    await page.evaluate(() => {
      const engine = window.engines.at(-1)!;
      engine.terminate();
      engine.dispatchEvent(new ErrorEvent("error", { message: "killed" }));
    });
    await playground.formula("B5", "=GPT(A2:B3, A5)");
    expect(await playground.settled("B5:B5", isAnswer)).toEqual([expect.stringMatching(/^[A-Z]/)]);
    // Saving loads a part of the page that was not needed until now, and that the host has no longer.
    expect((await readFile(await (await playground.save()).path())).length).toBeGreaterThan(1000);
    await page.close({ runBeforeUnload: false });
    const again = await context.newPage();
    await expectTitle(again, server.url, "The next version");
    const names = await again.evaluate(() => caches.keys());
    const kept = names.filter((name) => name.startsWith("fewshot "));
    expect(kept).toHaveLength(1);
    expect(before).not.toContain(kept[0]);
  });
});

const sha256 = (contents: string | Buffer): string => createHash("sha256").update(contents).digest("hex");

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
