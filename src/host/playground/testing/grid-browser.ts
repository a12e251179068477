import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
const HTML = `<!doctype html><title>Grid</title><link rel="stylesheet" href="/page.css">
<style>html, body, #grid { margin: 0; height: 100% }</style><div id="grid"></div>
<script type="module" src="/page.js"></script>`;

export interface GridBrowser {
  readonly page: Page;
  readonly pageErrors: readonly string[];
  close(): Promise<void>;
}

/** Bundles grid-page.ts, serves it and opens it in Chromium; resolves when the grid is drawn. */
export async function openGridPage(): Promise<GridBrowser> {
  const entry = fileURLToPath(new URL("./grid-page.ts", import.meta.url));
  const bundle = await build({
    entryPoints: [entry],
    outfile: "/page.js",
    bundle: true,
    format: "esm",
    write: false,
  });
  const files = new Map(bundle.outputFiles.map((file) => [file.path, file.contents]));
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const isScript = path.endsWith(".js");
    response.setHeader(
      "Content-Type",
      isScript ? "text/javascript" : path.endsWith(".css") ? "text/css" : "text/html",
    );
    response.end(path === "/" ? HTML : (files.get(path) ?? ""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForSelector("canvas");
  await page.waitForFunction("window.grid !== undefined");
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, pageErrors, close };
}
