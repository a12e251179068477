import { createHash } from "node:crypto";
import type { Compiler } from "webpack";
import webpack from "webpack";

const FILE = "offline-files.js";

/**
 * Writes offline-files.js: what the service worker keeps for use without a network, and a hash of it all. A changed
 * file changes the hash, and with it the service worker's version. isOffline: false leaves the list empty.
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
        const hash = createHash("sha256");
        const files = this.#isOffline ? Object.keys(assets).sort() : [];
        for (const file of files) hash.update(file).update("\0").update(assets[file]!.source()).update("\0");
        const list = JSON.stringify({ version: hash.digest("hex").slice(0, 16), files });
        compilation.emitAsset(FILE, new webpack.sources.RawSource(`self.OFFLINE = ${list};\n`));
      });
    });
  }
}
