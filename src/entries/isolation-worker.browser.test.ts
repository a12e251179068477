import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../e2e/browser.ts";

declare const window: Window & { told?: string };

const PAGE = '<!doctype html><title>Page</title><script src="isolate-page.js"></script>';
const HELP = "functions/GPT.EXTRACT.html";
const LOCK = "model/models.lock.json";
const BUILT = {
  files: { "index.html": PAGE, "app.js": "void 0;\n" },
  optional: { [LOCK]: "{}" },
  extras: { [HELP]: "<!doctype html><title>Help</title>joe@green.com" },
};

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hashes = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, sha256(text)]));
const typeOf = (file: string): string =>
  file.endsWith(".js") ? "text/javascript" : file.endsWith(".json") ? "application/json" : "text/html";

/** A host that sends no headers of ours, and what it has in the place of a file that was built. */
describe("the service worker of a site that is seen for the first time", () => {
  const site = new Map<string, string>();
  const instead = new Map<string, Reply>();
  const requests: string[] = [];
  let server: Server;
  let url: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    for (const name of ["isolation-worker", "isolate-page"]) {
      const { outputFiles } = await build({
        entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
        bundle: true,
        define: { CONNECT: "[]", IS_OFFLINE: "true" },
        write: false,
      });
      site.set(`${name}.js`, outputFiles[0]!.text);
    }
    for (const [file, text] of Object.values(BUILT).flatMap((files) => Object.entries(files)))
      site.set(file, text);
    const { files, optional, extras } = BUILT;
    const list = {
      version: "first",
      files: hashes(files),
      optional: hashes(optional),
      extras: hashes(extras),
    };
    site.set("offline-files.js", `self.OFFLINE = ${JSON.stringify(list)};`);
    server = createServer((request, response) => {
      const file = (request.url ?? "/").slice(1) || "index.html";
      requests.push(file);
      const { status, type, body }: Reply = instead.get(file) ?? {};
      response.statusCode = status ?? (site.has(file) ? 200 : 404);
      response.setHeader("Content-Type", type ?? typeOf(file));
      // A host may let browsers keep all of it for a while.
      response.setHeader("Cache-Control", "max-age=3600");
      response.end(body ?? site.get(file) ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    instead.clear();
    requests.length = 0;
    context = await browser.newContext();
    page = await context.newPage();
    await page.addInitScript(() =>
      navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ file: string }>) => {
        window.told = data.file;
      }),
    );
  });
  afterEach(() => context.close());

  /** Resolves when it is true; rejects when it is not within ten seconds. The page may load anew meanwhile. */
  async function expectSoon(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!(await isTrue().catch(() => false))) {
      if (performance.now() > deadline) throw new Error("It did not come to that");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The files that it keeps, once it is in force. */
  async function kept(): Promise<string[]> {
    await expectSoon(() => page.evaluate(() => window.crossOriginIsolated));
    const names = await page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0]!);
      return (await cache.keys()).map((request) => new URL(request.url).pathname.slice(1));
    });
    return names.sort();
  }

  /** Resolves once it was refused after all; rejects where it comes into force. */
  async function refused(): Promise<void> {
    const all = Object.values(BUILT).flatMap((files) => Object.keys(files));
    await expectSoon(async () => all.every((file) => requests.includes(file)));
    await expectSoon(() =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) === undefined),
    );
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  }

  const told = () => page.evaluate(() => window.told ?? null);

  it("keeps all of it", async () => {
    await page.goto(url);
    expect(await kept()).toEqual(["app.js", HELP, "index.html", LOCK]);
  }, 30_000);

  it.each<[string, string, Reply]>([
    ["a help page in which the host rewrites an address", HELP, { body: "<!doctype html>[email protected]" }],
    ["a help page that is missing", HELP, { status: 404 }],
    ["a list of models that is missing", LOCK, { status: 404 }],
    ["a list of models for which the host gives a page", LOCK, { type: "text/html", body: PAGE }],
  ])(
    "comes into force without %s",
    async (_what, file, reply) => {
      instead.set(file, reply);
      await page.goto(url);
      const all = ["app.js", HELP, "index.html", LOCK];
      expect(await kept()).toEqual(all.filter((name) => name !== file));
    },
    30_000,
  );

  it.each<[string, string, Reply]>([
    ["a script that is another one", "app.js", { body: "void 1;\n" }],
    ["a script that is missing", "app.js", { status: 404 }],
    ["a script for which the host gives a page", "app.js", { type: "text/html", body: PAGE }],
    ["a list of models that is another one", LOCK, { body: '{"models":[]}' }],
  ])(
    "is refused for %s, which is told to the page",
    async (_what, file, reply) => {
      instead.set(file, reply);
      await page.goto(url);
      await refused();
      await expectSoon(async () => (await told()) === file);
    },
    30_000,
  );

  it.each([
    ["the list of models", LOCK],
    ["a help page", HELP],
    ["a script", "app.js"],
  ])(
    "is refused where the host fails to give %s, without a word, and the next load of the tab tries again",
    async (_what, file) => {
      instead.set(file, { status: 503 });
      await page.goto(url);
      await refused();
      expect(await told()).toBeNull();
      instead.clear();
      await page.reload();
      expect(await kept()).toContain(file);
    },
    30_000,
  );

  it("reads its list of files anew where the host has put another one in its place", async () => {
    instead.set("offline-files.js", {
      body: `self.OFFLINE = {"version":"old","files":{"gone.js":""},"optional":{},"extras":{}};`,
    });
    await page.goto(url);
    await expectSoon(async () => (await told()) === "gone.js");
    instead.clear();
    await page.reload();
    expect(await kept()).toContain("app.js");
  }, 30_000);
});
