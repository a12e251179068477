import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { build } from "esbuild";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../../../../e2e/browser.ts";

const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };

export interface BundledPage {
  readonly page: Page;
  readonly pageErrors: readonly string[];
  close(): Promise<void>;
}

export interface BundledPageOptions {
  /** Path of the module that the page runs. */
  readonly entry: string;
  /** The page; the script and the styles are put at the end of its head. */
  readonly html: string;
  readonly context?: BrowserContextOptions;
}

/** Name and content of all files of a bundle. */
type Bundle = ReadonlyMap<string, Uint8Array>;

/** By the path of its entry: tests open the same page again and again, and a bundle takes seconds. */
const bundles = new Map<string, Promise<Bundle>>();

/** A module, with its dynamic imports as files of their own. */
async function bundled(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: { page: entry },
    outdir: "/",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
  });
  return new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
}

/** Bundles a module, if that was not done before, serves it and opens its page in Chromium. */
export async function openBundledPage({ entry, html, context }: BundledPageOptions): Promise<BundledPage> {
  if (!bundles.has(entry)) bundles.set(entry, bundled(entry));
  const files = await bundles.get(entry)!;
  const styles = [...files.keys()].filter((name) => name.endsWith(".css"));
  const links = styles.map((name) => `<link rel="stylesheet" href="/${name}">`).join("");
  const index = html.replace("</head>", `${links}<script type="module" src="/page.js"></script></head>`);
  const server = createServer((request, response) => {
    const name = (request.url ?? "/").slice(1);
    const body = name === "" ? index : files.get(name);
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader("Content-Type", TYPES[name.split(".").at(-1) ?? ""] ?? "text/html");
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...context });
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, pageErrors, close };
}
