import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../../../e2e/browser.ts";
import type { KernelVariant } from "./kernel.ts";
import type { PreviewPage } from "./testing/preview-page.ts";

declare const previewPage: PreviewPage;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const entry = fileURLToPath(new URL("./testing/preview-page.ts", import.meta.url));
  const bundle = await build({ entryPoints: [entry], bundle: true, format: "iife", write: false });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
}, 60_000);
afterAll(() => browser.close());

const preview = (variant: KernelVariant, rows: number, inFours: boolean | null) =>
  page.evaluate(([v, r, f]) => previewPage.preview(v, r, f), [variant, rows, inFours] as const);

it.each([1, 6])("gives %i rows the same preview, to the bit, however products are summed", async (rows) => {
  const plain = await preview("simd", rows, null);
  expect(new Set(plain.maxima).size).toBeGreaterThan(50);
  expect(await preview("relaxed", rows, null)).toEqual(plain);
  expect(await preview("relaxed", rows, false)).toEqual(plain);
  expect(await preview("relaxed", rows, true)).toEqual(plain);
});
