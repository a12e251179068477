import { createHash } from "node:crypto";
import type { Compiler } from "webpack";
import webpack from "webpack";

/**
 * A tag that loads a file with the hash of its contents in its name. Files with a fixed name are left out: a cache may hold
 * them from the version before, which is not to be taken for harm.
 */
const TAG = /<(script|link)\b[^>]*?\b(?:src|href)="([^"]+\.[0-9a-f]{10}\.(?:js|css))"/g;

/** Subresource integrity: browsers refuse a script or style of a page that is not, byte by byte, the one that was built. */
export class IntegrityPlugin {
  apply(compiler: Compiler): void {
    // The names of files, and with them their contents, change until then.
    const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT - 1;
    compiler.hooks.thisCompilation.tap("IntegrityPlugin", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "IntegrityPlugin", stage }, (assets) => {
        for (const [name, asset] of Object.entries(assets)) {
          if (!name.endsWith(".html")) continue;
          const html = asset
            .source()
            .toString()
            .replace(TAG, (tag, _element, file: string) => {
              const loaded = assets[file];
              if (loaded === undefined) throw new Error(`${name} loads ${file}, which is not built`);
              const hash = createHash("sha384").update(loaded.source()).digest("base64");
              return `${tag} integrity="sha384-${hash}"`;
            });
          compilation.updateAsset(name, new webpack.sources.RawSource(html));
        }
      });
    });
  }
}
