import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import type { BundledPage } from "../../host/playground/testing/bundled-page.ts";
import { openBundledPage } from "../../host/playground/testing/bundled-page.ts";

/** Opens the playground over the scripted product; resolves when bar and grid stand. saveButton: what it says there. */
export async function openScriptedPage({
  saveButton = "Save",
  ...context
}: BrowserContextOptions & { readonly saveButton?: string } = {}): Promise<BundledPage> {
  const html = await readFile(new URL("../playground.html", import.meta.url), "utf8");
  const entry = fileURLToPath(new URL("./scripted-page.ts", import.meta.url));
  const opened = await openBundledPage({ entry, html, context });
  await opened.page.waitForFunction("window.univerAPI !== undefined");
  await opened.page.getByRole("button", { name: saveButton }).waitFor();
  return opened;
}
