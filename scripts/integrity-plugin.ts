import { createHash } from "node:crypto";
import CssPlugin from "mini-css-extract-plugin";
import type { Compiler } from "webpack";
import webpack from "webpack";

const NAME = "IntegrityPlugin";

/**
 * A file with the hash of its contents in its name. Files with a fixed name are left out: a cache may hold them from the
 * version before, which is not to be taken for harm.
 */
const HASHED = /\.[0-9a-f]{10}\.(?:js|css)$/;
const TAG = /<(script|link)\b[^>]*?\b(?:src|href)="([^"]+\.[0-9a-f]{10}\.(?:js|css))"/g;
const FIRST_SCRIPT = /<script\b[^>]*\bsrc="[^":]+\.js"/;

/** What a part that is loaded later must be, looked up in the table that the page has loaded first. */
const lookUp = (url: string): string => `(self.INTEGRITY || {})[${url}.split("/").pop()] || ""`;

const integrityOf = (contents: string | Buffer): string =>
  `sha384-${createHash("sha384").update(contents).digest("base64")}`;

/**
 * Subresource integrity: browsers refuse a script or style that is not, byte by byte, the one that was built. Those that
 * a page names carry their hash there; those that are loaded later have theirs in a table, a script that the page names.
 */
export class IntegrityPlugin {
  apply(compiler: Compiler): void {
    // The names of files, and with them their contents, change until then.
    const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT - 1;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      webpack.runtime.LoadScriptRuntimeModule.getCompilationHooks(compilation).createScript.tap(
        NAME,
        (source) => `${source}\nscript.integrity = ${lookUp("url")};`,
      );
      CssPlugin.getCompilationHooks(compilation).beforeTagInsert.tap(
        NAME,
        (source, { tag, href }) => `${source}\n${tag}.integrity = ${lookUp(href)};`,
      );
      compilation.hooks.processAssets.tap({ name: NAME, stage }, (assets) => {
        const hashes = new Map<string, string>();
        for (const [file, asset] of Object.entries(assets))
          if (HASHED.test(file)) hashes.set(file, integrityOf(asset.source()));
        if (hashes.size === 0) return;
        const table = `self.INTEGRITY=${JSON.stringify(Object.fromEntries(hashes))};\n`;
        const tableFile = `integrity.${createHash("sha256").update(table).digest("hex").slice(0, 10)}.js`;
        // Its hash is of these very bytes: nothing may make them smaller after this.
        compilation.emitAsset(tableFile, new webpack.sources.RawSource(table), { minimized: true });
        hashes.set(tableFile, integrityOf(table));
        for (const [name, asset] of Object.entries(assets)) {
          if (!name.endsWith(".html")) continue;
          const html = asset
            .source()
            .toString()
            .replace(FIRST_SCRIPT, (first) => `<script defer src="${tableFile}"></script>${first}`)
            .replace(TAG, (tag, _element, file: string) => {
              const hash = hashes.get(file);
              if (hash === undefined) throw new Error(`${name} loads ${file}, which is not built`);
              return `${tag} integrity="${hash}"`;
            });
          compilation.updateAsset(name, new webpack.sources.RawSource(html));
        }
      });
    });
  }
}
