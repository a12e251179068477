import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Compiler } from "webpack";
import webpack from "webpack";

const FILE = "offline-files.js";
/** Served beside the site, and kept with the version whose pages read it; hosts may leave the models out. */
const LOCK = "model/models.lock.json";
/** What no page runs on: texts of help, icons, and what Excel reads itself. Scripts are never among them. */
const EXTRA = /^functions\/.*\.html$|\.png$|^functions[^/]*\.json$/;

export const isExtra = (file: string): boolean => EXTRA.test(file);

/**
 * Writes offline-files.js: what the service worker keeps for use without a network, each with the SHA-256 that it must
 * have, and a hash of it all. A changed file changes that, and with it the service worker's version. isOffline: false
 * leaves the list empty.
 */
export class OfflinePlugin {
  readonly #isOffline: boolean;

  constructor(isOffline: boolean) {
    this.#isOffline = isOffline;
  }

  apply(compiler: Compiler): void {
    const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
    compiler.hooks.thisCompilation.tap("OfflinePlugin", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "OfflinePlugin", stage }, (assets) => {
        const built = this.#isOffline ? Object.keys(assets).sort() : [];
        const hashes = (names: readonly string[]) =>
          Object.fromEntries(names.map((file) => [file, sha256(assets[file]!.source())]));
        const files = hashes(built.filter((file) => !isExtra(file)));
        const extras = hashes(built.filter(isExtra));
        const optional = this.#isOffline
          ? { [LOCK]: sha256(readFileSync(`${compiler.context}/${LOCK}`)) }
          : {};
        const version = sha256(JSON.stringify([files, optional, extras])).slice(0, 16);
        const list = JSON.stringify({ version, files, optional, extras });
        compilation.emitAsset(FILE, new webpack.sources.RawSource(`self.OFFLINE = ${list};\n`));
      });
    });
  }
}

const sha256 = (contents: string | Buffer): string => createHash("sha256").update(contents).digest("hex");
