import { fileURLToPath } from "node:url";
import type { BundledPage } from "./bundled-page.ts";
import { openBundledPage } from "./bundled-page.ts";

const HTML = `<!doctype html><head><title>Grid</title>
<style>html, body, #grid { margin: 0; height: 100% }</style></head><div id="grid"></div>`;

/** Opens grid-page.ts in Chromium; resolves when the grid is drawn. */
export async function openGridPage(): Promise<BundledPage> {
  const entry = fileURLToPath(new URL("./grid-page.ts", import.meta.url));
  const opened = await openBundledPage({ entry, html: HTML });
  await opened.page.waitForSelector("canvas");
  await opened.page.waitForFunction("window.grid !== undefined");
  return opened;
}
