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
  "scripts/integrity-plugin.ts",
  "scripts/policy-plugin.ts",
  "scripts/offline-plugin.ts",
  "scripts/help-page.ts",
  "docs/functions",
  "package-lock.json",
];
/** One site that reaches nothing but itself, and one that reaches what was named last. */
const siteFolder = (connect: readonly string[]): string =>
  inRepository(connect.length === 0 ? ".cache/site" : ".cache/site-with-server");

/**
 * The production build that `npm start` and the tests serve, made again only after a source changed. Gives its
 * folder. connect: origins besides its own that its pages may reach. Throws an Error with webpack's messages when the
 * source does not build.
 */
export async function buildSite(
  log: (line: string) => void,
  connect: readonly string[] = [],
): Promise<string> {
  const folder = siteFolder(connect);
  const stampFile = `${folder}.sha256`;
  const stamp = [await hashSources(), ...connect].join(" ");
  const isBuilt = existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp;
  if (isBuilt && existsSync(join(folder, "index.html"))) return folder;
  log("Building the pages…");
  const startMs = performance.now();
  await runWebpack({ mode: "production", outputFolder: folder, connect });
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
  log(`Built the pages in ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  return folder;
}

export interface ServeSiteOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** False serves as a host that sends no headers of ours would. */
  readonly isolated?: boolean;
  /** Origins besides its own that the pages may reach, as the site was built for. */
  readonly connect?: readonly string[];
}

/** Serves a built site with the weights of model/ beside it, as any static host would. */
export async function serveSite(folder: string, options: ServeSiteOptions): Promise<StaticServer> {
  const { port, isolated = true, connect = [] } = options;
  return startServer({
    folder,
    mounts: { model: inRepository("model") },
    port,
    ...(isolated && { headers: (pathname) => pageHeaders(pathname, connect) }),
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
