import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { buildSite, serveSite } from "./site.ts";
import type { StaticServer } from "./static-server.ts";
import { startServer } from "./static-server.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await buildSite(() => undefined);
  browser = await launchBrowser();
}, 180_000);
afterAll(() => browser.close());

/** Servers of the running test, which end with it, also when it fails. */
const servers: StaticServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function served(starting: Promise<StaticServer>): Promise<StaticServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

interface Visit {
  readonly loads: number;
  readonly isIsolated: boolean;
}

/** Opens a page until it stays: no further load within half a second of the last. */
async function visit(
  server: StaticServer,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.goto(new URL(path, server.url).href);
  await page.waitForTimeout(500);
  for (let seen = 0; seen < loads;) {
    seen = loads;
    await page.waitForTimeout(1500);
  }
  const isIsolated = await page.evaluate(() => window.crossOriginIsolated);
  await context.close();
  return { loads, isIsolated };
}

/** Names of the rules of axe that a page breaks. Parts of the grid library and of Fluent's focus keeper are theirs. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.addScriptTag({ content: readFileSync(axe, "utf8") });
  return page.evaluate(async () => {
    const parts = { exclude: [[".grid-canvas"], ["[data-tabster-dummy]"]] };
    const { violations } = await (window as unknown as { axe: typeof Axe }).axe.run(parts);
    return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
  });
}

describe("the built site in Chromium", () => {
  it("may use threads where the server sends the headers", async () => {
    const seen = await visit(await served(serveSite(folder, { port: 0 })), "");
    expect(seen).toEqual({ loads: 1, isIsolated: true });
  }, 30_000);

  it("may use threads in the pane of Excel too, without parting it from other windows", async () => {
    const server = await served(serveSite(folder, { port: 0 }));
    const { headers } = await fetch(new URL("taskpane.html", server.url));
    expect(headers.get("document-isolation-policy")).toBe("isolate-and-credentialless");
    expect(headers.get("cross-origin-opener-policy")).toBeNull();
    expect(await visit(server, "taskpane.html")).toMatchObject({ loads: 1, isIsolated: true });
  }, 30_000);

  it("gets them by a service worker and one more load where the server does not, also below a folder", async () => {
    const mounts = { "tools/fewshot": folder };
    const server = await served(startServer({ folder, mounts, port: 0 }));
    expect(await visit(server, "tools/fewshot/")).toMatchObject({ loads: 2, isIsolated: true });
  }, 30_000);

  it("stays without them, and loads once, where there are no service workers", async () => {
    const server = await served(serveSite(folder, { port: 0, isolated: false }));
    const seen = await visit(server, "", { serviceWorkers: "block" });
    expect(seen).toMatchObject({ loads: 1, isIsolated: false });
  }, 30_000);

  it("holds every script and style of its page to its hash, those that are loaded later too", async () => {
    const server = await served(serveSite(folder, { port: 0 }));
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const loaded: string[] = [];
      const free: string[] = [];
      Object.assign(window, { loaded, free });
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
          if (!(node instanceof HTMLScriptElement || node instanceof HTMLLinkElement)) continue;
          const address = node instanceof HTMLScriptElement ? node.src : node.href;
          if (!/\.(js|css)$/.test(address)) continue;
          loaded.push(address);
          if (node.integrity === "") free.push(address);
        }
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(server.url);
    await page.getByRole("heading", { name: "Sampling" }).waitFor();
    const { loaded, free } = await page.evaluate(() => {
      const { loaded: all, free: without } = window as unknown as Record<"loaded" | "free", string[]>;
      return { loaded: all, free: without };
    });
    expect(loaded.length).toBeGreaterThan(5);
    expect(free).toEqual([]);
    await page.close();
  }, 60_000);

  it("does not run a later part that was changed on the way", async () => {
    const server = await served(serveSite(folder, { port: 0 }));
    const named = readFileSync(`${folder}/index.html`, "utf8");
    const page = await browser.newPage();
    const changed: string[] = [];
    await page.route("**/*.js", async (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      if (named.includes(file)) return route.continue();
      changed.push(file);
      return route.fulfill({
        contentType: "text/javascript",
        body: `${readFileSync(`${folder}/${file}`, "utf8")}\n`,
      });
    });
    await page.goto(server.url);
    await page.getByRole("alert").filter({ hasText: "could not start" }).waitFor();
    expect(changed.length).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
  }, 60_000);

  it.each([
    ["", "Sampling"],
    ["taskpane.html", "This page belongs inside Excel"],
  ])(
    "can be used by everyone: /%s breaks no rule of axe",
    async (path, heading) => {
      const server = await served(serveSite(folder, { port: 0 }));
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
      await page.goto(new URL(path, server.url).href);
      await page.getByRole("heading", { name: heading }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
