import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pageHeaders } from "../src/entries/page-headers.ts";
import { runWebpack } from "./run-webpack.ts";
import type { StaticServer } from "./static-server.ts";
import { startServer } from "./static-server.ts";

const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Everything that the built site follows from. */
const SOURCES = [
  "src",
  "assets",
  "webpack.config.ts",
  "scripts/inline-script-plugin.ts",
  "scripts/policy-plugin.ts",
  "scripts/offline-plugin.ts",
  "package-lock.json",
];
const SITE_FOLDER = inRepository(".cache/site");
const STAMP_FILE = inRepository(".cache/site.sha256");

/**
 * The production build that `npm start` and the tests serve, made again only after a source changed. Gives its
 * folder. Throws an Error with webpack's messages when the source does not build.
 */
export async function buildSite(log: (line: string) => void): Promise<string> {
  const stamp = await hashSources();
  const isBuilt = existsSync(STAMP_FILE) && (await readFile(STAMP_FILE, "utf8")) === stamp;
  if (isBuilt && existsSync(join(SITE_FOLDER, "index.html"))) return SITE_FOLDER;
  log("Building the pages…");
  const startMs = performance.now();
  await runWebpack({ mode: "production", outputFolder: SITE_FOLDER });
  await mkdir(dirname(STAMP_FILE), { recursive: true });
  await writeFile(STAMP_FILE, stamp);
  log(`Built the pages in ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  return SITE_FOLDER;
}

export interface ServeSiteOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** False serves as a host that sends no headers of ours would. */
  readonly isolated?: boolean;
}

/** Serves a built site with the weights of model/ beside it, as any static host would. */
export async function serveSite(folder: string, options: ServeSiteOptions): Promise<StaticServer> {
  const { port, isolated = true } = options;
  return startServer({
    folder,
    mounts: { model: inRepository("model") },
    port,
    ...(isolated && { headers: (pathname) => pageHeaders(pathname, []) }),
  });
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of await filesUnder(inRepository(source))) {
      hash
        .update(path)
        .update("\0")
        .update(await readFile(path))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !isForTests(entry.parentPath, entry.name));
    return files.map((entry) => join(entry.parentPath, entry.name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return [path];
    throw error;
  }
}

const isForTests = (folder: string, name: string): boolean =>
  /\.test\.tsx?$/.test(name) || /[\\/](testing|fixtures)([\\/]|$)/.test(folder);
